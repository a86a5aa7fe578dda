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

/// An address with what is known of the file that it gave, or should give.
struct SourceQuestion {
  std::string url;
  std::vector<std::string> clips;      ///< sorted
  std::optional<base::Digest> sha256;  ///< none: not known, or its clips disagree
  std::optional<std::int64_t> size;
  std::string etag;           ///< of when it was downloaded
  std::string last_modified;  //
  bool yt_dlp = false;        ///< a page by its nature
};

struct SourceFinding {
  std::string url;
  std::vector<std::string> clips;
  std::string code;  ///< one of model::finding_codes()
  std::string message;
};

/// The addresses of manifests, by address: digests from the manifest, digests and sizes from NAME.lock beside it.
std::vector<SourceQuestion> questions_of(const std::vector<manifest::Manifest>& manifests);
/// Those of a dataset, with what it knows of the files that came.
std::vector<SourceQuestion> questions_of(Dataset& dataset);

/// What an answer means; nothing where all is as it was.
std::vector<SourceFinding> judge(const SourceQuestion& question, const fetch::SourceState& state);

/// Asks all addresses, several hosts at once, downloading no file. Sorted by address and code. `progress` is told
/// (done, all); `stop` ends it with what is known by then.
std::vector<SourceFinding> check_sources(const std::vector<SourceQuestion>& questions, const FetchOptions& options,
                                         const std::function<void(std::int64_t, std::int64_t)>& progress,
                                         const std::function<bool()>& stop);

}  // namespace curate
