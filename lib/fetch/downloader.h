#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "fetch/download.h"
#include "fetch/host_queue.h"

namespace fetch {

/// Downloads objects in the background. A host that took no connection for all tries of one is not tried for others.
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
  Outcome run(const Wanted& wanted, HttpSession& session);

  Stop stop_;
  std::atomic<std::int64_t> bytes_{0};
  DownloadContext context_;
  std::mutex mutex_;
  std::vector<Arrival> arrived_;
  std::map<std::string, std::string> away_;  ///< hosts that were asked often enough for now, and why they are left
  std::unique_ptr<HostQueue> queue_;         ///< last: its threads use the others
};

}  // namespace fetch
