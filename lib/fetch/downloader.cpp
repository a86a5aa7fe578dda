#include "fetch/downloader.h"

#include <fmt/format.h>

#include <utility>

#include "fetch/address.h"
#include "fetch/yt_dlp.h"

namespace fetch {

Downloader::Downloader(const DownloadFolder& folder, const ObjectStore& store, const Limits& limits, int downloads,
                       int per_host)
    : context_{folder, store, limits, stop_, bytes_, std::chrono::steady_clock::now() + limits.total_time},
      queue_(std::make_unique<HostQueue>(downloads, per_host, limits)) {}

Downloader::~Downloader() {
  stop_.set();
  queue_.reset();
}

void Downloader::add(const Wanted& wanted) {
  queue_->add(wanted.url, [this, wanted](HttpSession& session) {
    Outcome outcome = run(wanted, session);
    const std::lock_guard lock(mutex_);
    arrived_.push_back({wanted.url, std::move(outcome)});
  });
}

Outcome Downloader::run(const Wanted& wanted, HttpSession& session) {
  if (const auto copy = kept_copy(wanted, context_)) return *copy;
  if (auto over = over_run_limit(wanted, context_)) return *std::move(over);
  if (wanted.yt_dlp) return download_by_yt_dlp(wanted, context_);
  const auto address = parse_address(wanted.url);
  const std::string host = address ? fmt::format("{}:{}", address->host, address->port) : std::string();
  {
    const std::lock_guard lock(mutex_);
    const auto away = away_.find(host);
    if (away != away_.end()) return Failure{"fetch-failed", about(wanted.url, away->second)};
  }
  Outcome outcome = download(wanted, session, context_);
  if (const auto* failure = std::get_if<Failure>(&outcome); failure != nullptr && !failure->host_is_away.empty()) {
    const std::lock_guard lock(mutex_);
    away_.emplace(host, failure->host_is_away);
  }
  return outcome;
}

std::vector<Downloader::Arrival> Downloader::take(std::chrono::milliseconds time) {
  queue_->wait(time);
  const std::lock_guard lock(mutex_);
  return std::exchange(arrived_, {});
}

}  // namespace fetch
