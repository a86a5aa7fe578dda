#pragma once

#include <chrono>
#include <cstdint>
#include <string>

/// A line on stderr that shows how far a run is: on a terminal, at most ten times a second; with --verbose also
/// elsewhere, a new line every five seconds. None with --quiet.
class Progress {
 public:
  explicit Progress(std::string unit);
  ~Progress();
  /// `note` follows the numbers.
  void show(std::int64_t done, std::int64_t total, const std::string& note);

 private:
  using Clock = std::chrono::steady_clock;
  bool is_due(std::int64_t done, std::int64_t total) const;
  std::string unit_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
  std::int64_t last_done_ = -1;
};
