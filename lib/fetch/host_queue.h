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

/// Threads with an HTTP session each that run tasks of different hosts: at most `per_host` tasks of a host at a time.
/// Tasks of a host start in the order in which they were added.
class HostQueue {
 public:
  using Task = std::function<void(HttpSession&)>;

  HostQueue(int threads, int per_host, const Limits& limits);
  /// Waits for running tasks; drops those that have not started.
  ~HostQueue();
  HostQueue(const HostQueue&) = delete;
  HostQueue& operator=(const HostQueue&) = delete;

  void add(const std::string& url, Task task);
  /// Waits until a task has ended since the last call, no task is left, or `time` is over. Rethrows a task's exception.
  void wait(std::chrono::milliseconds time);
  bool idle() const;

 private:
  void work();
  /// The next task whose host is below its limit, or the end of the list.
  std::deque<std::pair<std::string, Task>>::iterator next();

  const int per_host_;
  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;  ///< wakes threads: a task was added or ended, or the queue closes
  std::condition_variable ended_;    ///< wakes `wait`
  std::deque<std::pair<std::string, Task>> tasks_;
  std::map<std::string, int> running_;  ///< by host
  std::uint64_t ended_count_ = 0;
  std::uint64_t ended_seen_ = 0;
  bool closing_ = false;
  std::exception_ptr thrown_;
  std::vector<std::thread> threads_;
};

}  // namespace fetch
