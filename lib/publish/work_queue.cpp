#include "publish/work_queue.h"

#include <algorithm>

namespace publish {
namespace {

constexpr unsigned kMaxThreads = 8;
constexpr std::size_t kMaxWaiting = 256;

}  // namespace

WorkQueue::WorkQueue() {
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkQueue::~WorkQueue() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkQueue::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return closing_ || (!waiting_.empty() && !thrown_); });
    if (closing_) return;
    const auto [number, task] = std::move(waiting_.front());
    waiting_.pop_front();
    ++running_;
    lock.unlock();
    std::exception_ptr thrown;
    try {
      task();
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    --running_;
    // Those that started before may still throw: the first in the order of adding counts.
    if (thrown && (!thrown_ || number < thrown_by_)) {
      thrown_ = thrown;
      thrown_by_ = number;
    }
    changed_.notify_all();
  }
}

void WorkQueue::throw_first(std::unique_lock<std::mutex>& lock) {
  if (!thrown_) return;
  changed_.wait(lock, [this] { return running_ == 0; });
  std::rethrow_exception(thrown_);
}

void WorkQueue::add(Task task) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return thrown_ || waiting_.size() < kMaxWaiting; });
  throw_first(lock);
  waiting_.emplace_back(added_++, std::move(task));
  lock.unlock();
  changed_.notify_all();
}

void WorkQueue::finish() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return thrown_ || (waiting_.empty() && running_ == 0); });
  throw_first(lock);
}

}  // namespace publish
