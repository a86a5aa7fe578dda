#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace fetch {

/// Tells several threads to end, and wakes waiting ones.
class Stop {
 public:
  void set() {
    {
      const std::lock_guard lock(mutex_);
      set_ = true;
    }
    changed_.notify_all();
  }
  bool is_set() const {
    const std::lock_guard lock(mutex_);
    return set_;
  }
  /// Waits for `time`. False: stopped meanwhile.
  bool sleep(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return set_; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool set_ = false;
};

}  // namespace fetch
