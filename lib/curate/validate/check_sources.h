#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "curate/dataset.h"
#include "curate/import/clip_fetcher.h"
#include "fetch/source_check.h"
#include "manifest/manifest.h"

namespace curate {

/// A URL, with what is known of the file that it gave or should give.
struct SourceQuestion {
  std::string url;
  std::vector<std::string> clips;      ///< sorted
  std::optional<base::Digest> sha256;  ///< empty: unknown, or its clips disagree
  std::optional<std::int64_t> size;
  std::string etag;           ///< of the download
  std::string last_modified;  ///< of the download
  bool yt_dlp = false;        ///< fetched by yt-dlp, so the URL is a page
};

struct SourceFinding {
  std::string url;
  std::vector<std::string> clips;
  std::string code;  ///< one of model::finding_codes()
  std::string message;
};

/// The URLs of manifests, by URL, with digests from the manifest, and digests and sizes from NAME.lock next to it.
std::vector<SourceQuestion> questions_of(const std::vector<manifest::Manifest>& manifests);
/// The URLs of a dataset, with what it knows of the downloaded files.
std::vector<SourceQuestion> questions_of(Dataset& dataset);

/// The findings from a server's answer; empty if nothing changed.
std::vector<SourceFinding> judge(const SourceQuestion& question, const fetch::SourceState& state);

/// Checks all URLs, several hosts in parallel, without downloading the files. Sorted by URL and code. `progress` gets
/// (done, total); when `stop` returns true, the findings so far are returned.
std::vector<SourceFinding> check_sources(const std::vector<SourceQuestion>& questions, const FetchOptions& options,
                                         const std::function<void(std::int64_t, std::int64_t)>& progress,
                                         const std::function<bool()>& stop);

}  // namespace curate
