#include "curate/duplicates/duplicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "curate/duplicates/components.h"
#include "curate/duplicates/frame_matches.h"
#include "curate/duplicates/packet_matches.h"

namespace curate {
namespace {

using model::LinkKind;

class Recogniser {
 public:
  Recogniser(const std::vector<AskedClip>& asked, const std::vector<KnownSet>& known)
      : asked_(asked), clips_(asked), where_(asked.size()) {
    for (const KnownSet& set : known) {
      for (const KnownClip& clip : set.clips) {
        clips_.add_known(clip);
        where_.push_back(set.where);
      }
    }
    result_.findings.resize(asked.size());
  }

  Recognised run();

 private:
  void compare_names();
  void compare_files(Components& same);
  void compare_packets(Components& same);
  void compare_frames(Components& same);
  void name_other_parts();

  std::string name_of(std::size_t clip) const;
  /// "'a' of manifest 'm'" and the number of other clips.
  std::string name_of(std::size_t clip, std::size_t others) const;
  void find(std::size_t clip, const char* code, std::string message) {
    result_.findings[clip].push_back({code, "clip", clips_[clip].clip, std::move(message)});
  }
  bool has_found(std::size_t clip, std::string_view code) const {
    return std::ranges::find(result_.findings[clip], code, &model::Finding::code) != result_.findings[clip].end();
  }
  void link(LinkKind kind, const std::string& key, std::size_t one, std::size_t other) {
    if (!clips_.is_asked(one) || !clips_.is_asked(other)) return;
    const auto [first, second] = std::minmax(clips_[one].clip, clips_[other].clip);
    if (first != second) result_.links.push_back({kind, key, first, second});
  }
  // Of the matches of each clip, the one with most frames; `matches` are sorted by (clip, other).
  template <typename See>
  void each_largest(const std::vector<FrameMatch>& matches, const See& see) const;

  const std::vector<AskedClip>& asked_;
  ComparedClips clips_;
  std::vector<std::string> where_;
  Recognised result_;
};

std::string Recogniser::name_of(std::size_t number) const {
  const KnownClip& clip = clips_[number];
  std::string name = clip.manifest.empty() ? fmt::format("'{}'", clip.clip)
                                           : fmt::format("'{}' of manifest '{}'", clip.clip, clip.manifest);
  return where_[number].empty() ? name : fmt::format("{} in {}", name, where_[number]);
}

std::string Recogniser::name_of(std::size_t clip, std::size_t others) const {
  if (others == 0) return name_of(clip);
  return fmt::format("{} and in {}", name_of(clip), base::counted(others, "more clip"));
}

// Pairs each asked clip with the first clip before it that has the same key and is wanted.
template <typename Key, typename Wanted, typename See>
void each_with_first(const ComparedClips& clips, std::vector<std::pair<Key, std::size_t>> keys, const Wanted& wanted,
                     const See& see) {
  std::ranges::sort(keys);
  for (std::size_t begin = 0; begin < keys.size();) {
    std::size_t end = begin + 1;
    while (end < keys.size() && keys[end].first == keys[begin].first) ++end;
    // Two clips of each manifest are enough to find one that is not the clip itself.
    std::vector<std::size_t> firsts;
    std::map<std::pair<std::string_view, bool>, int> of_manifest;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t clip = keys[i].second;
      if (++of_manifest[{clips[clip].manifest, clips.is_asked(clip)}] <= 2) firsts.push_back(clip);
    }
    for (std::size_t i = begin; i < end && clips.is_asked(keys[i].second); ++i) {
      const std::size_t clip = keys[i].second;
      const auto other = std::ranges::find_if(
          firsts, [&](std::size_t one) { return clips.comes_before(one, clip) && wanted(clip, one); });
      if (other != firsts.end()) see(clip, *other);
    }
    begin = end;
  }
}

void Recogniser::compare_names() {
  std::vector<std::pair<std::string_view, std::size_t>> ids;
  for (std::size_t i = 0; i < clips_.size(); ++i) {
    if (!clips_[i].manifest.empty()) ids.emplace_back(clips_[i].clip, i);
  }
  each_with_first(
      clips_, std::move(ids),
      [&](std::size_t clip, std::size_t other) { return clips_[other].manifest != clips_[clip].manifest; },
      [&](std::size_t clip, std::size_t other) {
        find(clip, "id-taken", fmt::format("{} already has this id", name_of(other)));
      });
}

void Recogniser::compare_files(Components& same) {
  std::vector<std::pair<std::pair<base::Digest, base::Digest>, std::size_t>> parts;
  for (std::size_t i = 0; i < clips_.size(); ++i) {
    const KnownClip& clip = clips_[i];
    if (clip.object == base::Digest{}) continue;
    parts.emplace_back(std::pair(clip.object, clip.recipe), i);
  }
  const auto any = [](std::size_t, std::size_t) { return true; };
  std::map<std::pair<base::Digest, base::Digest>, std::size_t> first_of;
  for (const auto& [part, clip] : parts) same.join(first_of.emplace(part, clip).first->second, clip);
  each_with_first(clips_, std::move(parts), any, [&](std::size_t clip, std::size_t other) {
    find(clip, "duplicate", fmt::format("same part of the same file as {}", name_of(other)));
  });
}

void Recogniser::compare_packets(Components& same) {
  std::vector<const std::vector<model::PacketDigest>*> packets;
  for (std::size_t i = 0; i < clips_.size(); ++i) {
    packets.push_back(clips_[i].key_packets ? &*clips_[i].key_packets : nullptr);
  }
  for (const PacketMatch& match : packet_matches(packets)) {
    // The finding is about the later clip; of a known and an asked clip, about the asked one.
    const std::size_t clip = clips_.is_asked(match.second) ? match.second : match.first;
    const std::size_t other = match.first + match.second - clip;
    if (!clips_.is_asked(clip) || !clips_.comes_before(other, clip)) continue;
    // Two windows of one file may share key pictures; the file links them already.
    if (clips_[clip].object == clips_[other].object) continue;
    std::vector<model::PacketDigest> shared;
    std::ranges::set_intersection(*packets[clip], *packets[other], std::back_inserter(shared));
    const std::string key = match.key.hex();
    if (match.certain) {
      same.join(clip, other);
      link(LinkKind::Packets, key, clip, other);
      if (has_found(clip, "duplicate")) continue;
      find(clip, "duplicate",
           fmt::format("{} of {} byte-identical to those of {}", shared.size(),
                       base::counted(packets[clip]->size(), "keyframe"), name_of(other)));
    } else {
      link(LinkKind::NearDuplicate, key, clip, other);
      if (has_found(clip, "near-duplicate")) continue;
      find(clip, "near-duplicate",
           fmt::format("{} of {} byte-identical to those of {}", shared.size(),
                       base::counted(packets[clip]->size(), "keyframe"), name_of(other)));
    }
  }
}

template <typename See>
void Recogniser::each_largest(const std::vector<FrameMatch>& matches, const See& see) const {
  for (std::size_t begin = 0; begin < matches.size();) {
    std::size_t end = begin;
    std::size_t largest = begin;
    std::size_t last_other = SIZE_MAX;
    std::size_t others = 0;
    for (; end < matches.size() && matches[end].clip == matches[begin].clip; ++end) {
      if (matches[end].frames > matches[largest].frames) largest = end;
      others += std::exchange(last_other, matches[end].other) != matches[end].other ? 1 : 0;
    }
    see(matches[largest], others - 1);
    begin = end;
  }
}

void Recogniser::compare_frames(Components& same) {
  const std::vector<FrameMatch> equal = pixel_matches(clips_, same);
  Components linked(clips_.size());
  for (const FrameMatch& match : equal) {
    if (linked.join(match.clip, match.other)) {
      link(LinkKind::Pixels, clips_[match.clip].pixels[match.frame].hex(), match.clip, match.other);
    }
  }
  each_largest(equal, [&](const FrameMatch& match, std::size_t others) {
    if (has_found(match.clip, "duplicate")) return;
    find(match.clip, "duplicate",
         fmt::format("{} of {} pixel-identical to those in {}", match.frames,
                     base::counted(clips_[match.clip].pixels.size(), "frame"), name_of(match.other, others)));
  });
  const std::vector<FrameMatch> alike = hash_matches(clips_, same);
  for (const FrameMatch& match : alike) {
    const std::string key = fmt::format("{:016x}", clips_[match.clip].hashes[match.frame]);
    link(LinkKind::NearDuplicate, key, match.clip, match.other);
  }
  each_largest(alike, [&](const FrameMatch& match, std::size_t others) {
    find(match.clip, "near-duplicate",
         fmt::format("{} of {} similar to those in {}", match.frames,
                     base::counted(clips_[match.clip].hashes.size(), "frame"), name_of(match.other, others)));
  });
}

// Clips that are already reported as duplicates are skipped.
void Recogniser::name_other_parts() {
  std::vector<std::pair<base::Digest, std::size_t>> objects;
  for (std::size_t i = 0; i < clips_.size(); ++i) {
    if (clips_[i].object != base::Digest{}) objects.emplace_back(clips_[i].object, i);
  }
  const auto elsewhere = [&](std::size_t clip, std::size_t other) {
    return !clips_.is_asked(other) || clips_[other].manifest != clips_[clip].manifest;
  };
  each_with_first(clips_, std::move(objects), elsewhere, [&](std::size_t clip, std::size_t other) {
    if (has_found(clip, "duplicate")) return;
    find(clip, "same-file", fmt::format("same file as {}, another part", name_of(other)));
  });
}

Recognised Recogniser::run() {
  Components same(clips_.size());
  compare_names();
  compare_files(same);
  compare_packets(same);
  compare_frames(same);
  name_other_parts();
  std::ranges::sort(result_.links);
  return std::move(result_);
}

}  // namespace

Recognised recognise(const std::vector<AskedClip>& asked, const std::vector<KnownSet>& known) {
  return Recogniser(asked, known).run();
}

}  // namespace curate
