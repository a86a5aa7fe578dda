#pragma once

#include <chrono>
#include <cstdint>
#include <string>

/// A line on stderr that says how far a run is: only on a terminal, at most ten times a second.
class Progress {
 public:
  explicit Progress(std::string unit);
  ~Progress();
  /// `note` goes behind the numbers.
  void show(std::int64_t done, std::int64_t total, const std::string& note);

 private:
  using Clock = std::chrono::steady_clock;
  std::string unit_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
};
