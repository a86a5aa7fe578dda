#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "fetch/http.h"
#include "fetch/limits.h"

namespace fetch {

/// Threads that each have an HTTP session, and work on tasks of different hosts: never more than `per_host` of one.
/// Tasks of a host begin in the order in which they came.
class HostQueue {
 public:
  using Task = std::function<void(HttpSession&)>;

  HostQueue(int threads, int per_host, const Limits& limits);
  /// Waits for tasks that run; those that have not begun are dropped.
  ~HostQueue();
  HostQueue(const HostQueue&) = delete;
  HostQueue& operator=(const HostQueue&) = delete;

  void add(const std::string& url, Task task);
  /// Waits until a task has ended since the last call, none is left, or the time is over. Throws what a task threw.
  void wait(std::chrono::milliseconds time);
  bool idle() const;

 private:
  void work();
  /// The next task whose host has a place, or the end of the list.
  std::deque<std::pair<std::string, Task>>::iterator next();

  const int per_host_;
  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;  ///< for threads: a task, a place, the end
  std::condition_variable ended_;    ///< for `wait`
  std::deque<std::pair<std::string, Task>> tasks_;
  std::map<std::string, int> running_;  ///< by host
  std::uint64_t ended_count_ = 0;
  std::uint64_t ended_seen_ = 0;
  bool closing_ = false;
  std::exception_ptr thrown_;
  std::vector<std::thread> threads_;
};

}  // namespace fetch
