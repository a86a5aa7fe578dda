#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/process.h"
#include "serve/media/stop_time.h"

namespace serve {

/// `sonoset-baseline serve-predict`: started when it is first needed, again with another model, and again after it
/// died. It answers one request after another; any thread may ask. Ends with this object.
class PredictorProcess {
 public:
  PredictorProcess(std::filesystem::path program, std::filesystem::path dataset)
      : program_(std::move(program)), dataset_(std::move(dataset)) {}

  /// Whether the program is there.
  bool is_installed() const { return std::filesystem::is_regular_file(program_); }
  /// Starts it with this model, without waiting until it is ready. Does nothing while it answers others.
  void prepare(const std::string& model);
  /// Its answer to a request, which carries descriptors (lib/README.md, "Baseline"). Throws Io where it cannot start or
  /// it is time to stop, Unsupported if it died twice or took too long, which may be the fault of the request.
  std::string ask(const std::string& model, const std::string& request, const std::vector<int>& descriptors,
                  const StopTime& stop);

 private:
  void start(const std::string& model);
  void make_ready(const StopTime& stop);
  std::optional<std::string> receive(std::chrono::seconds within, const StopTime& stop);

  std::filesystem::path program_;
  std::filesystem::path dataset_;
  std::mutex mutex_;
  std::string model_;
  std::optional<base::ChildProcess> process_;
  bool ready_ = false;
};

}  // namespace serve
