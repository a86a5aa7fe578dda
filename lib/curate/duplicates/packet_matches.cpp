#include "curate/duplicates/packet_matches.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "curate/duplicates/components.h"

namespace curate {
namespace {

using model::PacketDigest;

/// Each packet that several clips share, with these clips in order.
class SharedPackets {
 public:
  explicit SharedPackets(const std::vector<const std::vector<PacketDigest>*>& packets) {
    for (std::size_t clip = 0; clip < packets.size(); ++clip) {
      if (packets[clip] == nullptr) continue;
      for (const PacketDigest& digest : *packets[clip]) places_.push_back({&digest, clip});
    }
    std::ranges::sort(places_, [](const Place& a, const Place& b) {
      return *a.digest != *b.digest ? *a.digest < *b.digest : a.clip < b.clip;
    });
  }

  template <typename See>
  void each(const See& see) const {
    for (std::size_t begin = 0; begin < places_.size();) {
      std::size_t end = begin + 1;
      while (end < places_.size() && *places_[end].digest == *places_[begin].digest) ++end;
      std::vector<std::size_t> clips;
      for (std::size_t i = begin; i < end; ++i) clips.push_back(places_[i].clip);
      see(*places_[begin].digest, clips);
      begin = end;
    }
  }

 private:
  struct Place {
    const PacketDigest* digest;
    std::size_t clip;
  };
  std::vector<Place> places_;
};

class Matcher {
 public:
  explicit Matcher(const std::vector<const std::vector<PacketDigest>*>& packets)
      : shared_(packets), telling_(packets.size()), certain_(packets.size()) {
    // Packets that too many clips share are not counted.
    shared_.each([&](const PacketDigest&, const std::vector<std::size_t>& clips) {
      if (clips.size() > kMaxClipsOfPacket) return;
      for (const std::size_t clip : clips) ++telling_[clip];
    });
  }

  std::vector<PacketMatch> run() {
    shared_.each([&](const PacketDigest& digest, const std::vector<std::size_t>& clips) {
      if (clips.size() <= kMaxClipsOfPacket) count(digest, clips);
    });
    shared_.each([&](const PacketDigest& digest, const std::vector<std::size_t>& clips) { leave(digest, clips); });
    for (const auto& [pair, digest] : uncertain_) matches_.push_back({pair.first, pair.second, false, digest});
    std::ranges::sort(matches_, [](const PacketMatch& a, const PacketMatch& b) {
      return std::pair(a.first, a.second) < std::pair(b.first, b.second);
    });
    return std::move(matches_);
  }

 private:
  std::size_t needed(std::size_t one, std::size_t other) const {
    return std::min(kSharedKeyPackets, (std::min(telling_[one], telling_[other]) + 1) / 2);
  }

  // Pairs that are connected already are skipped, so that copies of one recording cost no more than other clips.
  void count(const PacketDigest& digest, const std::vector<std::size_t>& clips) {
    for (std::size_t i = 0; i < clips.size(); ++i) {
      for (std::size_t j = i + 1; j < clips.size(); ++j) {
        if (certain_.root(clips[i]) == certain_.root(clips[j])) continue;
        if (++counts_[clips[i] * telling_.size() + clips[j]] < needed(clips[i], clips[j])) continue;
        certain_.join(clips[i], clips[j]);
        matches_.push_back({clips[i], clips[j], true, digest});
      }
    }
  }

  // For a shared packet that does not prove a match: pairs each further part with the first.
  void leave(const PacketDigest& digest, const std::vector<std::size_t>& clips) {
    const std::size_t first = certain_.root(clips.front());
    for (const std::size_t clip : clips) {
      const std::size_t root = certain_.root(clip);
      if (root == first || !seen_.insert(first * telling_.size() + root).second) continue;
      uncertain_.emplace(std::pair(clips.front(), clip), digest);
    }
  }

  SharedPackets shared_;
  std::vector<std::size_t> telling_;  ///< packets of each clip that count
  Components certain_;
  std::unordered_map<std::size_t, std::size_t> counts_;
  std::unordered_set<std::size_t> seen_;
  std::map<std::pair<std::size_t, std::size_t>, PacketDigest> uncertain_;
  std::vector<PacketMatch> matches_;
};

}  // namespace

std::vector<PacketMatch> packet_matches(const std::vector<const std::vector<PacketDigest>*>& packets) {
  return Matcher(packets).run();
}

}  // namespace curate
