#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>

namespace serve {

/// Cuts connections that keep the server waiting. libmicrohttpd ends those that are silent; these send a byte now and
/// then. Any thread may call.
class Deadlines {
 public:
  using Clock = std::chrono::steady_clock;
  struct Limits {
    std::chrono::milliseconds head{30'000};   ///< from the last response to the end of the next head
    std::chrono::milliseconds grace{20'000};  ///< at the start of a body
    std::int64_t bytes_per_second = 1000;     ///< of a body, on average, after that
  };

  explicit Deadlines(const Limits& limits) : limits_(limits) {}

  /// `key` names the connection until `closed`, which comes before its socket is closed.
  void opened(const void* key, int socket);
  void closed(const void* key);
  /// The client is to send a head.
  void wait_for_head(const void* key);
  /// It has sent so many bytes of a body; the first call starts the clock.
  void wait_for_body(const void* key, std::int64_t bytes);
  /// It is the server's turn.
  void serve(const void* key);

  /// Shuts down sockets whose time is over.
  void sweep(Clock::time_point now);

 private:
  enum class For { Head, Body, Server };
  struct Connection {
    int socket = -1;
    For waits_for = For::Head;
    Clock::time_point since;
    std::int64_t bytes = 0;
  };
  bool is_over(const Connection& connection, Clock::time_point now) const;

  const Limits limits_;
  std::mutex mutex_;
  std::map<const void*, Connection> connections_;
};

}  // namespace serve
