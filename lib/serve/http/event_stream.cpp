#include "serve/http/event_stream.h"

#include <algorithm>

namespace serve {

bool EventStream::send(std::string_view name, std::string_view data) {
  std::string text = "event: " + std::string(name) + "\n";
  while (true) {
    const std::string_view line = data.substr(0, data.find('\n'));
    text.append("data: ").append(line).append("\n");
    if (line.size() == data.size()) break;
    data.remove_prefix(line.size() + 1);
  }
  return put(text + "\n");
}

bool EventStream::beat() { return put(":\n\n"); }

bool EventStream::put(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  waiting_ += text;
  if (waiting_.size() > kMaxWaiting) closed_ = true;
  wake();
  return !closed_;
}

void EventStream::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  wake();
}

void EventStream::wake() {
  if (!paused_) return;
  paused_ = false;
  resume_();
}

void EventStream::connect(std::function<void()> pause, std::function<void()> resume) {
  const std::lock_guard lock(mutex_);
  pause_ = std::move(pause);
  resume_ = std::move(resume);
}

std::optional<std::size_t> EventStream::read(char* to, std::size_t size) {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) {
    if (closed_) return std::nullopt;
    paused_ = true;
    pause_();
    return 0;
  }
  const std::size_t count = std::min(size, waiting_.size());
  std::copy_n(waiting_.begin(), count, to);
  waiting_.erase(0, count);
  return count;
}

void EventStream::disconnect() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  paused_ = false;
}

}  // namespace serve
