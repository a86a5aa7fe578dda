#include "curate/import/clip_fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace curate {
namespace {

// What all clips of a URL ask for.
fetch::Wanted wanted_for(const std::string& url, const std::vector<Pending>& clips) {
  const auto any = [&](bool Pending::*flag) {
    return std::ranges::any_of(clips, [&](const Pending& pending) { return pending.*flag; });
  };
  const auto& digest = clips.front().clip.sha256;
  const bool agree = std::ranges::all_of(clips, [&](const Pending& pending) { return pending.clip.sha256 == digest; });
  return {url, agree ? digest : std::nullopt, any(&Pending::failed), any(&Pending::yt_dlp)};
}

std::variant<fetch::Staged, model::Finding> for_clip(const model::Clip& clip, const fetch::Outcome& outcome) {
  if (const auto* failure = std::get_if<fetch::Failure>(&outcome)) {
    return model::Finding{failure->code, "clip", clip.id, failure->message};
  }
  const auto& fetched = std::get<fetch::Fetched>(outcome);
  if (!clip.sha256 || *clip.sha256 == fetched.digest) {
    return fetch::Staged{fetched.digest, fetched.size_bytes, fetched.file};
  }
  return model::Finding{"digest-mismatch", "clip", clip.id, fetch::mismatch(clip.url, fetched.digest, *clip.sha256)};
}

}  // namespace

bool wants_yt_dlp(const manifest::Manifest& manifest, std::string_view source) {
  return std::ranges::any_of(manifest.sources, [&](const model::Source& one) {
    return one.id == source && one.fetch == model::kFetchByYtDlp;
  });
}

ClipFetcher::ClipFetcher(const Dataset& dataset, const FetchOptions& options)
    : downloader_(dataset.downloads(), dataset.objects(), options.limits, options.downloads, options.per_host) {}

void ClipFetcher::add(Pending pending) {
  const std::string url = pending.clip.url;
  ++waiting_;
  // A running download cannot be changed: this clip asks again after it.
  const bool under_way = started_ && clips_.contains(url);
  std::vector<Pending>& clips = under_way ? late_[url] : clips_[url];
  clips.push_back(std::move(pending));
  if (started_ && !under_way) downloader_.add(wanted_for(url, clips));
}

void ClipFetcher::start() {
  started_ = true;
  for (const auto& [url, clips] : clips_) downloader_.add(wanted_for(url, clips));
}

std::vector<ClipFetcher::Arrival> ClipFetcher::take(std::chrono::milliseconds time) {
  std::vector<Arrival> arrivals;
  for (const auto& [url, outcome] : downloader_.take(time)) {
    if (std::holds_alternative<fetch::Stopped>(outcome)) continue;
    auto node = clips_.extract(url);
    for (Pending& pending : node.mapped()) {
      auto what = for_clip(pending.clip, outcome);
      arrivals.push_back({std::move(pending), std::move(what)});
      --waiting_;
    }
    auto late = late_.extract(url);
    if (late.empty()) continue;
    downloader_.add(wanted_for(url, late.mapped()));
    clips_.insert(std::move(late));
  }
  return arrivals;
}

}  // namespace curate
