#include "serve/http/deadlines.h"

#include <sys/socket.h>

namespace serve {

void Deadlines::opened(const void* key, int socket) {
  const std::lock_guard lock(mutex_);
  connections_[key] = {socket, For::Head, Clock::now(), 0};
}

void Deadlines::closed(const void* key) {
  const std::lock_guard lock(mutex_);
  connections_.erase(key);
}

void Deadlines::wait_for_head(const void* key) {
  const std::lock_guard lock(mutex_);
  const auto found = connections_.find(key);
  if (found == connections_.end()) return;
  found->second.waits_for = For::Head;
  found->second.since = Clock::now();
}

void Deadlines::wait_for_body(const void* key, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  const auto found = connections_.find(key);
  if (found == connections_.end()) return;
  Connection& connection = found->second;
  if (connection.waits_for != For::Body) {
    connection.waits_for = For::Body;
    // After a pause, the client gets the time again for the bytes it has sent.
    const std::int64_t before = bytes == 0 ? 0 : connection.bytes;
    connection.since = Clock::now() - std::chrono::seconds(before / limits_.bytes_per_second);
  }
  connection.bytes = bytes;
}

void Deadlines::serve(const void* key) {
  const std::lock_guard lock(mutex_);
  const auto found = connections_.find(key);
  if (found != connections_.end()) found->second.waits_for = For::Server;
}

bool Deadlines::is_over(const Connection& connection, Clock::time_point now) const {
  const auto waited = now - connection.since;
  if (connection.waits_for == For::Head) return waited > limits_.head;
  if (connection.waits_for != For::Body) return false;
  return waited > limits_.grace + std::chrono::seconds(connection.bytes / limits_.bytes_per_second);
}

void Deadlines::sweep(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, connection] : connections_) {
    if (is_over(connection, now)) ::shutdown(connection.socket, SHUT_RDWR);
  }
}

}  // namespace serve
