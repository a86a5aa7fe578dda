#include "curate/validate/duplicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace curate {
namespace {

struct Place {
  std::size_t clip;
  std::size_t frame;
  auto operator<=>(const Place&) const = default;
};

/// Keys with the places where they stand; sorted once, then asked.
template <typename Key>
class Places {
 public:
  void add(const Key& key, Place place) { entries_.emplace_back(key, place); }
  void sort() { std::ranges::sort(entries_); }
  /// Of more than `most` the first ones, or none: pictures that stand everywhere tell nothing, a file does.
  template <typename See>
  void each(const Key& key, std::size_t most, bool first_ones, const See& see) const {
    const auto before = [](const Entry& entry, const Key& wanted) { return entry.first < wanted; };
    const auto first = std::lower_bound(entries_.begin(), entries_.end(), key, before);
    auto last = first;
    while (last != entries_.end() && last->first == key) {
      if (static_cast<std::size_t>(last - first) < most) {
        ++last;
      } else if (first_ones) {
        break;
      } else {
        return;
      }
    }
    for (auto entry = first; entry != last; ++entry) see(entry->second);
  }

 private:
  using Entry = std::pair<Key, Place>;
  std::vector<Entry> entries_;
};

/// What one clip has in common with another.
struct Common {
  bool object = false;
  bool id = false;
  std::size_t pixels = 0;                                   ///< frames of the one asked about
  std::vector<std::pair<std::size_t, std::size_t>> hashes;  ///< (its frame, the other's frame)
};

// The longest run of frames that follow each other in both.
std::size_t longest_run(std::vector<std::pair<std::size_t, std::size_t>> equal) {
  // In the order of diagonals; by unsigned arithmetic a diagonal is one number.
  const auto diagonal = [](const auto& pair) { return pair.first - pair.second; };
  std::ranges::sort(equal, [&](const auto& a, const auto& b) {
    return std::pair(diagonal(a), a.first) < std::pair(diagonal(b), b.first);
  });
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < equal.size(); ++i) {
    const bool follows =
        i > 0 && diagonal(equal[i]) == diagonal(equal[i - 1]) && equal[i].first == equal[i - 1].first + 1;
    run = follows ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest;
}

class Recogniser {
 public:
  Recogniser(const std::vector<Submitted>& submission, const std::vector<KnownSet>& known) : submission_(submission) {
    for (const Submitted& submitted : submission) add(submitted.clip, "");
    for (const KnownSet& set : known) {
      for (const KnownClip& clip : set.clips) add(clip, set.where);
    }
    objects_.sort();
    ids_.sort();
    pixels_.sort();
    hashes_.sort();
  }

  std::vector<model::Finding> find(std::size_t asked) const {
    std::vector<model::Finding> findings;
    std::map<std::string, std::size_t> named;
    for (const auto& [other, common] : in_common(asked)) {
      for (model::Finding& finding : findings_of(asked, other, common)) {
        if (++named[finding.code] <= kMaxNamed) findings.push_back(std::move(finding));
      }
    }
    for (model::Finding& finding : findings) {
      const std::size_t more = named[finding.code];
      if (more > kMaxNamed) finding.message += fmt::format(" (one of {} such clips)", more);
    }
    return findings;
  }

 private:
  void add(const KnownClip& clip, const std::string& where) {
    const std::size_t number = clips_.size();
    clips_.push_back({&clip, where});
    objects_.add(clip.object, {number, 0});
    ids_.add(clip.clip, {number, 0});
    for (std::size_t i = 0; i < clip.pixels.size(); ++i) pixels_.add(clip.pixels[i], {number, i});
    for (std::size_t i = 0; i < clip.hashes.size(); ++i) hashes_.add(clip.hashes[i], {number, i});
  }

  bool is_submitted(std::size_t clip) const { return clip < submission_.size(); }

  // Of two clips of a submission the later one is told; a known clip may be the one asked about.
  bool is_other(std::size_t asked, std::size_t other) const {
    if (is_submitted(other)) return other < asked;
    const KnownClip& self = *clips_[asked].clip;
    const KnownClip& clip = *clips_[other].clip;
    return self.manifest.empty() || clip.manifest != self.manifest || clip.clip != self.clip;
  }

  std::map<std::size_t, Common> in_common(std::size_t asked) const {
    const KnownClip& clip = *clips_[asked].clip;
    const std::vector<bool>& informative = submission_[asked].informative;
    std::map<std::size_t, Common> found;
    const auto others = [&](const auto& places, const auto& key, bool first_ones, const auto& see) {
      places.each(key, kMaxAlike, first_ones, [&](Place place) {
        if (is_other(asked, place.clip)) see(found[place.clip], place);
      });
    };
    if (clip.object != base::Digest{}) {
      others(objects_, clip.object, true, [](Common& common, Place) { common.object = true; });
    }
    if (!clip.manifest.empty()) {
      others(ids_, clip.clip, true, [&](Common& common, Place) { common.id = true; });
    }
    for (std::size_t i = 0; i < clip.pixels.size(); ++i) {
      if (!informative[i]) continue;
      std::size_t last = clips_.size();
      others(pixels_, clip.pixels[i], false, [&](Common& common, Place place) {
        common.pixels += place.clip != last ? 1 : 0;  // places are sorted by clip
        last = place.clip;
      });
      others(hashes_, clip.hashes[i], false,
             [&](Common& common, Place place) { common.hashes.emplace_back(i, place.frame); });
    }
    return found;
  }

  std::vector<model::Finding> findings_of(std::size_t asked, std::size_t number, const Common& common) const {
    const KnownClip& clip = *clips_[asked].clip;
    const KnownClip& other = *clips_[number].clip;
    std::vector<model::Finding> findings;
    const auto find = [&](const std::string& code, const std::string& message) {
      findings.push_back({code, "clip", clip.clip, message});
    };
    const std::string name = name_of(number);
    if (common.id && !other.manifest.empty() && other.manifest != clip.manifest) {
      find("id-taken", fmt::format("{} has this id", name));
    }
    const std::size_t frames = std::min(clip.hashes.size(), other.hashes.size());
    const std::size_t run = longest_run(common.hashes);
    if (common.object && clip.recipe == other.recipe) {
      find("duplicate", fmt::format("the same part of the same file as {}", name));
    } else if (common.pixels > 0) {
      find("duplicate",
           fmt::format("{} of its {} frames are, pixel for pixel, in {}", common.pixels, clip.pixels.size(), name));
    } else if (frames > 0 && run >= std::min(kRun, frames)) {
      find("near-duplicate", fmt::format("{} of its {} frames, one behind the other, look like those of {}", run,
                                         clip.hashes.size(), name));
    } else if (common.object && !is_submitted(number)) {
      find("same-file", fmt::format("{} is another part of the same file", name));
    }
    return findings;
  }

  std::string name_of(std::size_t number) const {
    const KnownClip& clip = *clips_[number].clip;
    const std::string& where = clips_[number].where;
    std::string name = clip.manifest.empty() ? fmt::format("'{}'", clip.clip)
                                             : fmt::format("'{}' of manifest '{}'", clip.clip, clip.manifest);
    return where.empty() ? name : fmt::format("{} in {}", name, where);
  }

  struct Entry {
    const KnownClip* clip;
    std::string where;
  };
  const std::vector<Submitted>& submission_;
  std::vector<Entry> clips_;  ///< the submission's first
  Places<base::Digest> objects_;
  Places<std::string> ids_;
  Places<base::Digest> pixels_;
  Places<std::uint64_t> hashes_;
};

}  // namespace

std::vector<std::vector<model::Finding>> find_duplicates(const std::vector<Submitted>& submission,
                                                         const std::vector<KnownSet>& known) {
  const Recogniser recogniser(submission, known);
  std::vector<std::vector<model::Finding>> findings;
  for (std::size_t i = 0; i < submission.size(); ++i) findings.push_back(recogniser.find(i));
  return findings;
}

}  // namespace curate
