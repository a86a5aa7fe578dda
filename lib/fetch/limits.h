#pragma once

#include <chrono>
#include <cstdint>

namespace fetch {

/// Limits for downloading one object, and all of a run.
struct Limits {
  std::int64_t max_bytes = std::int64_t{2} << 30;          ///< decoded
  std::chrono::milliseconds time{3'600'000};               ///< for one object, including retries and waits
  std::int64_t max_total_bytes = std::int64_t{100} << 30;  ///< received in a run, error pages included
  std::chrono::milliseconds total_time{86'400'000};        ///< for all downloads of a run
  std::chrono::milliseconds connect_time{30'000};
  std::int64_t slow_bytes_per_s = 1000;  ///< a connection slower than this, averaged over …
  std::chrono::seconds slow_time{30};    ///< … this time, is closed
  int tries = 5;                         ///< maximum attempts in a row without progress
  std::chrono::milliseconds first_wait{500};
  std::chrono::milliseconds max_wait{30'000};
  std::chrono::milliseconds max_retry_after{120'000};  ///< give up if the server asks for more
  int redirects = 10;
  bool allow_private = false;  ///< allow addresses that are not public
  bool allow_yt_dlp = false;   ///< run yt-dlp for sources that ask for it
};

}  // namespace fetch
