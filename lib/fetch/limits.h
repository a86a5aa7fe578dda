#pragma once

#include <chrono>
#include <cstdint>

namespace fetch {

/// What one object may cost, and how long to insist.
struct Limits {
  std::int64_t max_bytes = std::int64_t{2} << 30;  ///< decoded
  std::chrono::milliseconds time{3'600'000};       ///< of one object, all tries and waits included
  std::chrono::milliseconds connect_time{30'000};
  std::int64_t slow_bytes_per_s = 1000;  ///< slower than this, averaged over …
  std::chrono::seconds slow_time{30};    ///< … this time: the connection is given up
  int tries = 5;                         ///< in a row that bring nothing new
  std::chrono::milliseconds first_wait{500};
  std::chrono::milliseconds longest_wait{30'000};
  std::chrono::milliseconds longest_retry_after{120'000};  ///< a server that asks for more is given up
  int redirects = 10;
  bool allow_private = false;  ///< private, loopback and other addresses that are not public
};

}  // namespace fetch
