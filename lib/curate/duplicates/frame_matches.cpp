#include "curate/duplicates/frame_matches.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace curate {
namespace {

struct Place {
  std::uint32_t clip;
  std::uint32_t frame;
  auto operator<=>(const Place&) const = default;
};

/// Keys and the frames that have them.
template <typename Key>
class Places {
 public:
  using Entry = std::pair<Key, Place>;

  void add(const Key& key, std::size_t clip, std::size_t frame) {
    entries_.emplace_back(key, Place{static_cast<std::uint32_t>(clip), static_cast<std::uint32_t>(frame)});
  }
  /// The places of each key that more than one clip has, by clip and frame.
  void each_shared(const std::function<void(std::span<const Entry>)>& see) {
    std::ranges::sort(entries_);
    for (std::size_t begin = 0; begin < entries_.size();) {
      std::size_t end = begin + 1;
      while (end < entries_.size() && entries_[end].first == entries_[begin].first) ++end;
      if (entries_[begin].second.clip != entries_[end - 1].second.clip) see({&entries_[begin], end - begin});
      begin = end;
    }
  }

 private:
  std::vector<Entry> entries_;
};

/// A frame of a clip that another clip has, too.
struct SharedFrame {
  std::size_t clip;
  std::size_t other;
  std::size_t frame;
  auto operator<=>(const SharedFrame&) const = default;
};

/// Counts the frames covered by runs of `length` frames that start at these.
std::vector<FrameMatch> counted(std::vector<SharedFrame> shared, std::size_t length) {
  std::ranges::sort(shared);
  std::vector<FrameMatch> matches;
  std::size_t covered = 0;  // frames before this one are counted
  for (const SharedFrame& one : shared) {
    if (matches.empty() || matches.back().clip != one.clip || matches.back().other != one.other) {
      matches.push_back({one.clip, one.other, 0, one.frame});
      covered = 0;
    }
    const std::size_t end = one.frame + length;
    matches.back().frames += end - std::max(covered, one.frame);
    covered = std::max(covered, end);
  }
  return matches;
}

/// The clips with one run of hashes that others are compared with.
class Firsts {
 public:
  Firsts(const ComparedClips& clips, Components& same) : clips_(clips), same_(same) {}

  void add(std::size_t clip) {
    if (!clips_.is_asked(clip)) {
      // One may be the asked clip itself, another may be in its part.
      const bool is_new =
          std::ranges::none_of(known_, [&](std::size_t one) { return same_.root(one) == same_.root(clip); });
      if (is_new && known_.size() < 3) known_.push_back(clip);
    } else if (!first_ || same_.root(clip) < same_.root(*first_)) {
      first_ = clip;
    }
  }
  /// A clip of the first part, else a known clip; the clip itself if neither is of another part. Parts are ordered, so
  /// that two parts have one finding, about the later one.
  std::size_t before(std::size_t clip) {
    const std::size_t part = same_.root(clip);
    if (first_ && same_.root(*first_) < part) return *first_ < clip ? *first_ : same_.root(*first_);
    for (const std::size_t other : known_) {
      if (clips_.comes_before(other, clip) && same_.root(other) != part) return other;
    }
    return clip;
  }

 private:
  const ComparedClips& clips_;
  Components& same_;
  std::optional<std::size_t> first_;
  std::vector<std::size_t> known_;
};

template <std::size_t Length>
using Run = std::array<std::uint64_t, Length>;

template <std::size_t Length>
Places<Run<Length>> runs_of(const ComparedClips& clips) {
  Places<Run<Length>> places;
  for (std::size_t clip = 0; clip < clips.size(); ++clip) {
    const auto& hashes = clips[clip].hashes;
    std::size_t informative = 0;  // frames in a row
    for (std::size_t frame = 0; frame < hashes.size(); ++frame) {
      informative = clips.is_informative(clip, frame) ? informative + 1 : 0;
      if (informative < Length) continue;
      Run<Length> run;
      std::copy_n(hashes.begin() + static_cast<std::ptrdiff_t>(frame + 1 - Length), Length, run.begin());
      places.add(run, clip, frame + 1 - Length);
    }
  }
  return places;
}

/// Runs of kRun frames match any two clips; shorter runs only a clip that has no more frames.
template <std::size_t Length>
void match_runs(const ComparedClips& clips, Components& same, std::vector<SharedFrame>& shared) {
  const auto is_short = [&](std::size_t clip) { return Length < kRun && clips[clip].hashes.size() == Length; };
  if (Length < kRun) {
    bool any = false;
    for (std::size_t clip = 0; clip < clips.size() && !any; ++clip) any = is_short(clip);
    if (!any) return;
  }
  runs_of<Length>(clips).each_shared([&](auto entries) {
    Firsts all(clips, same);
    Firsts short_ones(clips, same);
    for (const auto& entry : entries) {
      all.add(entry.second.clip);
      if (is_short(entry.second.clip)) short_ones.add(entry.second.clip);
    }
    for (const auto& [run, place] : entries) {
      if (!clips.is_asked(place.clip)) continue;
      const std::size_t other = (Length == kRun || is_short(place.clip) ? all : short_ones).before(place.clip);
      if (other != place.clip) shared.push_back({place.clip, other, place.frame});
    }
  });
}

template <std::size_t... Before>
std::vector<FrameMatch> match_all_runs(const ComparedClips& clips, Components& same, std::index_sequence<Before...>) {
  std::vector<FrameMatch> all;
  const auto match = [&]<std::size_t Length>() {
    std::vector<SharedFrame> shared;
    match_runs<Length>(clips, same, shared);
    for (FrameMatch& one : counted(std::move(shared), Length)) all.push_back(std::move(one));
  };
  (match.template operator()<Before + 1>(), ...);
  return all;
}

}  // namespace

bool ComparedClips::comes_before(std::size_t other, std::size_t clip) const {
  if (is_asked(other)) return other < clip;
  const KnownClip& self = *clips_[clip];
  const KnownClip& known = *clips_[other];
  return self.manifest.empty() || known.manifest != self.manifest || known.clip != self.clip;
}

std::vector<FrameMatch> pixel_matches(const ComparedClips& clips, Components& same) {
  Places<base::Digest> places;
  for (std::size_t clip = 0; clip < clips.size(); ++clip) {
    const auto& pixels = clips[clip].pixels;
    for (std::size_t frame = 0; frame < pixels.size(); ++frame) {
      if (clips.is_informative(clip, frame)) places.add(pixels[frame], clip, frame);
    }
  }
  std::vector<SharedFrame> shared;
  places.each_shared([&](auto entries) {
    if (!clips.is_asked(entries.front().second.clip)) return;
    for (const auto& entry : entries) same.join(entries.front().second.clip, entry.second.clip);
    // The first asked clip and the first two known ones, since one may be the clip itself.
    std::vector<std::size_t> firsts;
    std::size_t known = 0;
    for (const auto& entry : entries) {
      const std::size_t clip = entry.second.clip;
      const bool asked = clips.is_asked(clip);
      if ((asked && !firsts.empty()) || known == 2 || (!firsts.empty() && firsts.back() == clip)) continue;
      known += asked ? 0 : 1;
      firsts.push_back(clip);
    }
    for (const auto& [digest, place] : entries) {
      if (!clips.is_asked(place.clip)) break;
      const auto other = std::ranges::find_if(
          firsts, [&, clip = place.clip](std::size_t one) { return clips.comes_before(one, clip); });
      if (other != firsts.end()) shared.push_back({place.clip, *other, place.frame});
    }
  });
  return counted(std::move(shared), 1);
}

std::vector<FrameMatch> hash_matches(const ComparedClips& clips, Components& same) {
  auto matches = match_all_runs(clips, same, std::make_index_sequence<kRun>());
  std::ranges::sort(matches, [](const FrameMatch& a, const FrameMatch& b) {
    return std::tie(a.clip, a.other, a.frames) < std::tie(b.clip, b.other, b.frames);
  });
  return matches;
}

}  // namespace curate
