#include "curate/workers/clip_queue.h"

#include <utility>

#include "base/error.h"

namespace curate {
namespace {

// How long a round waits for workers, before it checks for a stop and commits.
constexpr std::chrono::milliseconds kWorkerTime{1000};
// The same during downloads, whose end does not interrupt the wait.
constexpr std::chrono::milliseconds kDownloadTime{20};

}  // namespace

ClipQueue::ClipQueue(ClipWork& work, std::filesystem::path program, int jobs, WorkerLimits limits)
    : work_(work), pool_(std::move(program), jobs, limits), jobs_(static_cast<std::size_t>(jobs)) {}

void ClipQueue::submit() {
  const OpenedClip clip = std::move(opened_.front());
  opened_.pop_front();
  try {
    pool_.submit(clip.job, clip.object, clip.output);
  } catch (const base::Error& error) {
    if (clip.shown.empty()) throw;
    throw base::Error(error.code(), "'" + clip.shown + "': " + error.what());
  }
}

void ClipQueue::fill() {
  for (;;) {
    while (opened_.size() < jobs_ && work_.has_next()) {
      if (auto clip = work_.open_next()) opened_.push_back(*std::move(clip));
    }
    if (opened_.empty() || !pool_.has_free()) return;
    while (!opened_.empty() && pool_.has_free()) submit();
  }
}

void ClipQueue::wait() {
  const bool busy = pool_.busy();
  if (work_.is_downloading()) work_.receive(busy ? std::chrono::milliseconds(0) : kDownloadTime);
  if (!busy) return;
  const auto time = work_.is_downloading() ? kDownloadTime : kWorkerTime;
  for (WorkerPool::Outcome& outcome : pool_.wait(std::chrono::steady_clock::now() + time)) {
    work_.collect(std::move(outcome));
  }
}

bool ClipQueue::run() {
  while (work_.has_next() || work_.is_downloading() || !opened_.empty() || pool_.busy()) {
    if (work_.stop()) return false;
    fill();
    wait();
    work_.commit_some();
  }
  return true;
}

}  // namespace curate
