#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace publish {

/// Threads that run tasks. They start in the order in which they were added; a few wait, so that memory does not grow
/// with their number. After a task has thrown, none starts.
class WorkQueue {
 public:
  using Task = std::function<void()>;

  /// As many threads as the machine has cores, at most eight.
  WorkQueue();
  /// Waits for running tasks; drops those that have not started.
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  /// Waits where many tasks wait. Throws what the first task, in their order, has thrown.
  void add(Task task);
  /// Waits for all tasks; throws as `add` does.
  void finish();

 private:
  void work();
  void throw_first(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<std::uint64_t, Task>> waiting_;  ///< with their numbers
  std::uint64_t added_ = 0;
  int running_ = 0;
  bool closing_ = false;
  std::exception_ptr thrown_;
  std::uint64_t thrown_by_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace publish
