#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "fetch/download.h"
#include "fetch/host_queue.h"

namespace fetch {

/// Downloads objects in the background.
class Downloader {
 public:
  struct Arrival {
    std::string url;
    Outcome outcome;
  };

  Downloader(const DownloadFolder& folder, const ObjectStore& store, const Limits& limits, int downloads, int per_host);
  /// Ends downloads that run; what came of them stays, to go on with.
  ~Downloader();
  Downloader(const Downloader&) = delete;
  Downloader& operator=(const Downloader&) = delete;

  /// Each URL once.
  void add(const Wanted& wanted);
  /// What ended since the last call; waits for it up to `time`. Throws where files cannot be written.
  std::vector<Arrival> take(std::chrono::milliseconds time);
  /// Bytes received so far.
  std::int64_t bytes() const { return bytes_; }

 private:
  Stop stop_;
  std::atomic<std::int64_t> bytes_{0};
  Surroundings around_;
  std::mutex mutex_;
  std::vector<Arrival> arrived_;
  std::unique_ptr<HostQueue> queue_;  ///< last: its threads use the others
};

}  // namespace fetch
