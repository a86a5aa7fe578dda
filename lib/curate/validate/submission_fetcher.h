#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "base/file.h"
#include "base/scratch_folder.h"
#include "curate/import/clip_fetcher.h"
#include "fetch/downloader.h"
#include "model/clip.h"

namespace curate {

/// Downloads the files of a submission to a private folder, each once, and returns them open. A file is removed as soon
/// as all its clips have it open, the folder with this object (after a kill, by the next one).
class SubmissionFetcher {
 public:
  explicit SubmissionFetcher(const FetchOptions& options);

  /// `number` identifies the clip to the caller. Downloads begin with `start`.
  void add(std::size_t number, const model::Clip& clip, bool yt_dlp);
  void start();
  bool waiting() const { return !asked_.empty(); }

  struct File {
    base::Digest digest;
    base::Descriptor file;
  };
  struct Arrival {
    std::size_t number;
    std::variant<File, model::Finding> what;
  };
  /// The clips that arrived since the last call; waits up to `time` for one. Throws if files cannot be written.
  std::vector<Arrival> take(std::chrono::milliseconds time);

 private:
  struct Asked {
    std::size_t number;
    model::Clip clip;
    bool yt_dlp;
  };
  std::map<std::string, std::vector<Asked>> asked_;  ///< by URL
  base::ScratchFolder folder_;
  fetch::Downloader downloader_;  ///< last member: it writes to the folder
};

}  // namespace curate
