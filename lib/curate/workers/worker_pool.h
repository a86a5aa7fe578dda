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
  std::chrono::seconds time{600};  ///< a clip
  std::int64_t output_mb = 4096;   ///< the frames of a clip
  std::int64_t picture_mpx = 64;   ///< 2^20 pixels, of a picture
};

/// Long-lived sonoset-worker processes that open untrusted files. One that dies or hangs costs its clip, and is
/// replaced. Not thread-safe.
class WorkerPool {
 public:
  struct Outcome {
    std::string clip;
    std::optional<model::ClipResult> result;  ///< none: the worker died, hung or answered nonsense
    model::Finding failure;                   ///< then: why
  };

  /// Starts `jobs` workers. Throws NotFound where the program is not there.
  WorkerPool(std::filesystem::path program, int jobs, WorkerLimits limits);

  bool has_free() const;
  bool busy() const;
  /// Gives a clip to a free worker. `object` is open to read; `output` is empty and open to append, for the frames, or
  /// -1: they are made and not kept. Both stay the caller's.
  void submit(const model::ClipJob& job, int object, int output);
  /// Waits until a worker is done, or until `until`; what came, perhaps nothing.
  std::vector<Outcome> wait(std::chrono::steady_clock::time_point until);
  /// Process ids, for tests that kill one.
  std::vector<int> pids() const;

 private:
  struct Worker {
    base::ChildProcess process;
    std::string clip;  ///< empty: free
    std::chrono::steady_clock::time_point deadline;
  };
  base::ChildProcess start() const;
  Outcome collect(Worker& worker);
  Outcome replace(Worker& worker, const std::string& code, const std::string& message);

  std::filesystem::path program_;
  WorkerLimits limits_;
  std::vector<Worker> workers_;
};

}  // namespace curate
