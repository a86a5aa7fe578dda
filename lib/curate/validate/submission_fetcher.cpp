#include "curate/validate/submission_fetcher.h"

#include <algorithm>
#include <filesystem>

#include "fetch/download.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

std::variant<SubmissionFetcher::File, model::Finding> file_for(const model::Clip& clip, const fetch::Outcome& outcome) {
  if (const auto* failure = std::get_if<fetch::Failure>(&outcome)) {
    return model::Finding{failure->code, "clip", clip.id, failure->message};
  }
  const auto& fetched = std::get<fetch::Fetched>(outcome);
  if (clip.sha256 && *clip.sha256 != fetched.digest) {
    return model::Finding{"digest-mismatch", "clip", clip.id, fetch::mismatch(clip.url, fetched.digest, *clip.sha256)};
  }
  return SubmissionFetcher::File{fetched.digest, base::open_to_read(fetched.file)};
}

}  // namespace

SubmissionFetcher::SubmissionFetcher(const FetchOptions& options)
    : folder_(base::temporary_root(), ".sonoset-downloads"),
      downloader_(fetch::DownloadFolder(folder_.path() / "downloads"), fetch::ObjectStore(folder_.path() / "objects"),
                  options.limits, options.downloads, options.per_host) {}

void SubmissionFetcher::add(std::size_t number, const model::Clip& clip, bool yt_dlp) {
  asked_[clip.url].push_back({number, clip, yt_dlp});
}

void SubmissionFetcher::start() {
  for (const auto& [url, clips] : asked_) {
    // If the clips of a URL disagree on the digest, each is compared after the download.
    const auto& sha256 = clips.front().clip.sha256;
    const bool agree = std::ranges::all_of(clips, [&](const Asked& asked) { return asked.clip.sha256 == sha256; });
    const bool yt_dlp = std::ranges::any_of(clips, [](const Asked& asked) { return asked.yt_dlp; });
    downloader_.add({url, agree ? sha256 : std::nullopt, false, yt_dlp});
  }
}

std::vector<SubmissionFetcher::Arrival> SubmissionFetcher::take(std::chrono::milliseconds time) {
  std::vector<Arrival> arrivals;
  for (const auto& [url, outcome] : downloader_.take(time)) {
    if (std::holds_alternative<fetch::Stopped>(outcome)) continue;
    const auto node = asked_.extract(url);
    for (const Asked& asked : node.mapped()) arrivals.push_back({asked.number, file_for(asked.clip, outcome)});
    // Open descriptors stay valid.
    if (const auto* fetched = std::get_if<fetch::Fetched>(&outcome)) fs::remove(fetched->file);
  }
  return arrivals;
}

}  // namespace curate
