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
  int downloads = 4;  ///< at once
  int per_host = 2;   ///< of these, from one host
};

/// Whether the manifest's source of this id asks for yt-dlp.
bool wants_yt_dlp(const manifest::Manifest& manifest, std::string_view source);

/// Downloads, in the background, the objects of clips that neither the dataset nor a folder has. Clips that share an
/// address share its download.
class ClipFetcher {
 public:
  ClipFetcher(const Dataset& dataset, const FetchOptions& options);

  /// Nothing is downloaded before `start`, so that all clips of an address are known; what is added later is at once.
  void add(Pending pending);
  void start();
  /// How many clips wait for their object.
  std::size_t waiting() const { return waiting_; }
  std::int64_t bytes() const { return downloader_.bytes(); }

  struct Arrival {
    Pending pending;
    std::variant<fetch::Staged, model::Finding> what;
  };
  /// What came since the last call; waits up to `time` for it. Throws where files cannot be written.
  std::vector<Arrival> take(std::chrono::milliseconds time);

 private:
  std::map<std::string, std::vector<Pending>> clips_;  ///< by address
  std::map<std::string, std::vector<Pending>> late_;   ///< the same, of clips that came while theirs was under way
  std::size_t waiting_ = 0;
  bool started_ = false;
  fetch::Downloader downloader_;
};

}  // namespace curate
