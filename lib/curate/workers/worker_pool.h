#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/process.h"
#include "model/clip_job.h"

namespace curate {

struct WorkerLimits {
  std::int64_t memory_mb = 2048;
  std::chrono::seconds time{600};  ///< per clip
  std::int64_t output_mb = 4096;   ///< frames of one clip
  std::int64_t picture_mpx = 64;   ///< of one picture, in 2^20 pixels
  bool read_text = false;          ///< start workers that can
  bool unsealed = false;           ///< allow workers without seccomp
};

/// Long-lived sonoset-worker processes that open untrusted files. If one dies, hangs or gives an invalid answer, its
/// clip fails. A worker that read a file with an error is replaced: it may be under the file's control. Not
/// thread-safe.
class WorkerPool {
 public:
  struct Outcome {
    std::string clip;
    std::optional<model::ClipResult> result;  ///< empty: the worker died, hung or gave an invalid answer
    model::Finding failure;                   ///< if `result` is empty
  };

  /// Starts `jobs` workers. Throws NotFound if the program does not exist.
  WorkerPool(std::filesystem::path program, int jobs, WorkerLimits limits);

  bool has_free() const;
  bool busy() const;
  /// Gives a clip to a free worker. `object` is open to read; `output` is empty and open to append, for the frames, or
  /// -1 to discard them. The caller keeps both. Throws Unsupported if workers cannot start here, which is not the fault
  /// of a clip: no seccomp, limits of this process, a broken program.
  void submit(const model::ClipJob& job, int object, int output);
  /// Waits for a worker until `until`; returns the outcomes, which may be none.
  std::vector<Outcome> wait(std::chrono::steady_clock::time_point until);
  /// Process ids, for tests.
  std::vector<int> pids() const;

 private:
  struct Worker {
    base::ChildProcess process;
    base::MessageReader reader = {};
    bool ready = false;                      ///< has sent its first message
    std::optional<model::ClipJob> job = {};  ///< empty: free
    std::chrono::steady_clock::time_point deadline = {};
  };
  Worker start() const;
  [[noreturn]] void cannot_start(const std::string& why) const;
  bool make_ready(Worker& worker) const;
  bool give(Worker& worker, const std::string& message, const std::vector<int>& descriptors) const;
  std::optional<Outcome> collect(Worker& worker);
  Outcome fail(Worker& worker, const std::string& code, const std::string& message);

  std::filesystem::path program_;
  WorkerLimits limits_;
  std::vector<Worker> workers_;
};

}  // namespace curate
