#pragma once

#include <filesystem>

#include "curate/workers/worker_pool.h"
#include "model/clip_job.h"
#include "serve/media/stop_time.h"

namespace serve {

/// Who opens untrusted files: the program sonoset-worker.
struct WorkerRule {
  std::filesystem::path program;
  curate::WorkerLimits limits = {};
};

/// Runs one job in a sealed worker of its own, which has ended when this returns, so that nothing writes to `output`
/// any more. If the worker dies, hangs or answers nonsense, that is an error among the result's findings. Throws Io
/// where workers cannot start, and when it is time to stop.
model::ClipResult run_worker_job(const WorkerRule& rule, const model::ClipJob& job, int object, int output,
                                 const StopTime& stop);

}  // namespace serve
