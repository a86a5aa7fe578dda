#include "progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/unicode.h"
#include "console.h"

Progress::Progress(std::string unit) : unit_(std::move(unit)), terminal_(::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (shown_ && terminal_) write_shown(stderr, "\r\033[K");
}

bool Progress::is_due(std::int64_t done, std::int64_t total) const {
  if (Console::is_quiet() || total == 0 || (!terminal_ && !Console::is_verbose())) return false;
  if (done >= total) return terminal_ || done != last_done_;
  const auto interval = terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000);
  return Clock::now() - (shown_ ? last_ : terminal_ ? Clock::time_point() : start_) >= interval;
}

void Progress::show(std::int64_t done, std::int64_t total, const std::string& note) {
  if (!is_due(done, total)) return;
  last_ = Clock::now();
  last_done_ = done;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(last_ - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  const auto left = rate > 0 ? static_cast<std::int64_t>(static_cast<double>(total - done) / rate + 0.5) : 0;
  const std::string numbers =
      fmt::format("{}/{} {}  {:.1f}/s  {}:{:02} left  {}", done, total, unit_, rate, left / 60, left % 60, note);
  if (!terminal_) {
    say(stderr, "{}\n", numbers);
    return;
  }
  constexpr int kWidth = 24;
  const auto filled = static_cast<std::size_t>(std::clamp<std::int64_t>(kWidth * done / total, 0, kWidth));
  const std::string bar = std::string(filled, '#') + std::string(kWidth - filled, '-');
  // A line that wraps cannot be drawn over.
  const int columns = Console::width(STDERR_FILENO).value_or(80);
  const std::string line = base::printable(fmt::format("[{}] {}", bar, numbers));
  say(stderr, "\r{}\033[K", base::shortened(line, columns - 1));
  std::fflush(stderr);
}
