#include "serve/curation/write_queue.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

using Clock = std::chrono::steady_clock;
using base::Code;
using base::Error;

constexpr std::chrono::milliseconds kBetweenTries(100);

Response busy(std::string_view why) {
  Response response = problem(503, why);
  response.set("Retry-After", "5");
  return response;
}

}  // namespace

WriteQueue::WriteQueue(Options options) : options_(std::move(options)), thread_([this] { make_all(); }) {}

WriteQueue::~WriteQueue() {
  stop();
  thread_.join();
}

void WriteQueue::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

bool WriteQueue::stops() {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

std::optional<Response> WriteQueue::run(const Job& job) {
  Change change{.job = &job, .until = Clock::now() + options_.patience};
  std::unique_lock lock(mutex_);
  if (stopped_) return busy("the server is stopping");
  if (waiting_.size() >= options_.max_waiting) return busy("others make changes; try again");
  waiting_.push_back(&change);
  changed_.notify_all();
  const auto begun = [&] { return change.state != State::Waiting || stopped_; };
  if (!changed_.wait_until(lock, change.until, begun) || change.state == State::Waiting) {
    std::erase(waiting_, &change);
    return busy(stopped_ ? "the server is stopping" : "another change takes long; try again");
  }
  changed_.wait(lock, [&] { return change.state != State::Running; });
  if (change.state == State::Locked)
    return busy("another process writes to the dataset, or the server may not; try again later");
  if (change.error) std::rethrow_exception(change.error);
  return std::nullopt;
}

void WriteQueue::make_all() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stopped_ || !waiting_.empty(); });
    if (stopped_) return;
    Change* change = waiting_.front();
    waiting_.pop_front();
    change->state = State::Running;
    lock.unlock();
    const State made = make(*change);
    lock.lock();
    change->state = made;
    changed_.notify_all();
  }
}

WriteQueue::State WriteQueue::make(Change& change) {
  try {
    std::optional<curate::Dataset> dataset;
    while (!dataset) {
      try {
        dataset.emplace(options_.dataset, catalog::Catalog::Access::Write);
      } catch (const Error& error) {
        if (error.code() != Code::Denied) throw;
        if (Clock::now() >= change.until || stops()) return State::Locked;
        std::this_thread::sleep_for(kBetweenTries);
      }
    }
    (*change.job)(*dataset);
  } catch (...) {
    change.error = std::current_exception();
  }
  return State::Done;
}

}  // namespace serve
