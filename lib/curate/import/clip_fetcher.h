#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/import_work.h"
#include "fetch/downloader.h"
#include "manifest/manifest.h"

namespace curate {

struct FetchOptions {
  fetch::Limits limits;
  int downloads = 4;  ///< in parallel
  int per_host = 2;   ///< in parallel from one host
};

/// Whether the manifest's source with this id is fetched by yt-dlp.
bool wants_yt_dlp(const manifest::Manifest& manifest, std::string_view source);

/// Downloads, in the background, objects that are neither in the dataset nor in a folder. Clips of the same URL share
/// one download.
class ClipFetcher {
 public:
  ClipFetcher(const Dataset& dataset, const FetchOptions& options);

  /// Downloads begin with `start`, so that all clips of a URL are known; clips that are added later begin at once.
  void add(Pending pending);
  void start();
  /// The number of clips that wait for their object.
  std::size_t waiting() const { return waiting_; }
  std::int64_t bytes() const { return downloader_.bytes(); }

  struct Arrival {
    Pending pending;
    std::variant<fetch::Staged, model::Finding> what;
  };
  /// The clips that arrived since the last call; waits up to `time` for one. Throws if files cannot be written.
  std::vector<Arrival> take(std::chrono::milliseconds time);

 private:
  std::map<std::string, std::vector<Pending>> clips_;  ///< by URL
  std::map<std::string, std::vector<Pending>> late_;   ///< by URL; added while its download was running
  std::size_t waiting_ = 0;
  bool started_ = false;
  fetch::Downloader downloader_;
};

}  // namespace curate
