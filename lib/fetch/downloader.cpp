#include "fetch/downloader.h"

#include <utility>

#include "fetch/yt_dlp.h"

namespace fetch {

Downloader::Downloader(const DownloadFolder& folder, const ObjectStore& store, const Limits& limits, int downloads,
                       int per_host)
    : around_{folder, store, limits, stop_, bytes_}, queue_(std::make_unique<HostQueue>(downloads, per_host, limits)) {}

Downloader::~Downloader() {
  stop_.set();
  queue_.reset();
}

void Downloader::add(const Wanted& wanted) {
  queue_->add(wanted.url, [this, wanted](HttpSession& session) {
    Outcome outcome = wanted.yt_dlp ? download_by_yt_dlp(wanted, around_) : download(wanted, session, around_);
    const std::lock_guard lock(mutex_);
    arrived_.push_back({wanted.url, std::move(outcome)});
  });
}

std::vector<Downloader::Arrival> Downloader::take(std::chrono::milliseconds time) {
  queue_->wait(time);
  const std::lock_guard lock(mutex_);
  return std::exchange(arrived_, {});
}

}  // namespace fetch
