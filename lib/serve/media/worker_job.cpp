#include "serve/media/worker_job.h"

#include "base/error.h"

namespace serve {
namespace {

constexpr std::chrono::milliseconds kLookEvery{200};

// Whatever the reason, it is not the file's fault.
curate::WorkerPool started(const WorkerRule& rule, const model::ClipJob& job, int object, int output) {
  try {
    curate::WorkerPool pool(rule.program, 1, rule.limits);
    pool.submit(job, object, output);
    return pool;
  } catch (const base::Error& error) {
    throw base::Error(base::Code::Io, error.what());
  }
}

}  // namespace

model::ClipResult run_worker_job(const WorkerRule& rule, const model::ClipJob& job, int object, int output,
                                 const StopTime& stop) {
  curate::WorkerPool pool = started(rule, job, object, output);
  while (!stop.is_over()) {
    for (curate::WorkerPool::Outcome& outcome : pool.wait(std::chrono::steady_clock::now() + kLookEvery)) {
      if (outcome.result) return *std::move(outcome.result);
      model::ClipResult failed;
      failed.clip = job.clip;
      failed.findings = {std::move(outcome.failure)};
      return failed;
    }
  }
  throw base::Error(base::Code::Io, "the server stops");
}

}  // namespace serve
