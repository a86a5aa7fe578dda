#include "progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

Progress::Progress(std::string unit) : unit_(std::move(unit)), terminal_(::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

void Progress::show(std::int64_t done, std::int64_t total, const std::string& note) {
  const auto now = Clock::now();
  if (!terminal_ || total == 0 || (shown_ && done < total && now - last_ < std::chrono::milliseconds(100))) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  const auto left = rate > 0 ? static_cast<std::int64_t>(static_cast<double>(total - done) / rate + 0.5) : 0;
  constexpr int kWidth = 24;
  const auto filled = static_cast<std::size_t>(std::clamp<std::int64_t>(kWidth * done / total, 0, kWidth));
  const std::string bar = std::string(filled, '#') + std::string(kWidth - filled, '-');
  fmt::print(stderr, "\r[{}] {}/{} {}  {:.1f}/s  {}:{:02} left  {}\033[K", bar, done, total, unit_, rate, left / 60,
             left % 60, note);
  std::fflush(stderr);
}
