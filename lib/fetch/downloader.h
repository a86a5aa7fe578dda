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

/// Downloads objects in the background. Skips hosts that were unreachable in all attempts for an object.
class Downloader {
 public:
  struct Arrival {
    std::string url;
    Outcome outcome;
  };

  Downloader(const DownloadFolder& folder, const ObjectStore& store, const Limits& limits, int downloads, int per_host);
  /// Ends running downloads; partial files are kept, so that they can be continued.
  ~Downloader();
  Downloader(const Downloader&) = delete;
  Downloader& operator=(const Downloader&) = delete;

  /// Must be called once per URL.
  void add(const Wanted& wanted);
  /// The downloads that ended since the last call; waits up to `time` for one. Throws if files cannot be written.
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
  std::map<std::string, std::string> away_;  ///< unreachable hosts, and why
  std::unique_ptr<HostQueue> queue_;         ///< last member: its threads use the others
};

}  // namespace fetch
