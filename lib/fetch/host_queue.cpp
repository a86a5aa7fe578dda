#include "fetch/host_queue.h"

#include <algorithm>
#include <utility>

#include "fetch/address.h"

namespace fetch {

HostQueue::HostQueue(int threads, int per_host, const Limits& limits) : per_host_(per_host), limits_(limits) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

HostQueue::~HostQueue() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    tasks_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void HostQueue::add(const std::string& url, Task task) {
  const auto address = parse_address(url);
  {
    const std::lock_guard lock(mutex_);
    tasks_.emplace_back(address ? address->host : std::string(), std::move(task));
  }
  changed_.notify_one();
}

std::deque<std::pair<std::string, HostQueue::Task>>::iterator HostQueue::next() {
  return std::ranges::find_if(tasks_, [this](const auto& task) {
    const auto running = running_.find(task.first);
    return running == running_.end() || running->second < per_host_;
  });
}

void HostQueue::work() {
  std::unique_lock lock(mutex_);
  std::unique_ptr<HttpSession> session;
  for (;;) {
    changed_.wait(lock, [this] { return closing_ || next() != tasks_.end(); });
    if (closing_) return;
    const auto place = next();
    auto [host, task] = std::move(*place);
    tasks_.erase(place);
    ++running_[host];
    lock.unlock();
    std::exception_ptr thrown;
    try {
      if (!session) session = std::make_unique<HttpSession>(limits_);
      task(*session);
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    if (--running_[host] == 0) running_.erase(host);
    if (thrown && !thrown_) thrown_ = thrown;
    ++ended_count_;
    changed_.notify_all();
    ended_.notify_all();
  }
}

void HostQueue::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, time,
                  [this] { return ended_count_ != ended_seen_ || thrown_ || (tasks_.empty() && running_.empty()); });
  ended_seen_ = ended_count_;
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

bool HostQueue::idle() const {
  const std::lock_guard lock(mutex_);
  return tasks_.empty() && running_.empty();
}

}  // namespace fetch
