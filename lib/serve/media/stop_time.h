#pragma once

#include <atomic>
#include <chrono>

namespace serve {

/// When work that still runs is to be given up. Any thread may call.
class StopTime {
 public:
  using Clock = std::chrono::steady_clock;

  void set(Clock::time_point when) { when_ = when.time_since_epoch().count(); }
  bool is_over() const { return Clock::now().time_since_epoch().count() >= when_; }

 private:
  std::atomic<Clock::rep> when_{Clock::duration::max().count()};
};

}  // namespace serve
