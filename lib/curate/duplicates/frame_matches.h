#pragma once

#include <cstddef>
#include <vector>

#include "curate/duplicates/components.h"
#include "curate/duplicates/known_clips.h"

namespace curate {

/// Two clips look alike if this many frames in a row have equal hashes, or all frames of a clip that has fewer.
inline constexpr std::size_t kRun = 3;

/// The asked clips, then the known ones; a clip is its index in this list.
class ComparedClips {
 public:
  explicit ComparedClips(const std::vector<AskedClip>& asked) : asked_(asked) {
    for (const AskedClip& clip : asked) clips_.push_back(&clip.clip);
  }
  void add_known(const KnownClip& clip) { clips_.push_back(&clip); }

  std::size_t size() const { return clips_.size(); }
  const KnownClip& operator[](std::size_t clip) const { return *clips_[clip]; }
  bool is_asked(std::size_t clip) const { return clip < asked_.size(); }
  bool is_informative(std::size_t clip, std::size_t frame) const {
    return !is_asked(clip) || asked_[clip].informative[frame];
  }
  /// Whether `clip` is compared with `other`: an earlier asked clip, or a known clip that is not `clip` itself.
  bool comes_before(std::size_t other, std::size_t clip) const;

 private:
  const std::vector<AskedClip>& asked_;
  std::vector<const KnownClip*> clips_;
};

/// What an asked clip has in common with one that comes before it.
struct FrameMatch {
  std::size_t clip = 0;
  std::size_t other = 0;
  std::size_t frames = 0;  ///< of the clip
  std::size_t frame = 0;   ///< the first of them
};

/// Clips with informative frames of equal pixels, each with the first clip that has the same; by (clip, other). Joins
/// them in `same`.
std::vector<FrameMatch> pixel_matches(const ComparedClips& clips, Components& same);

/// Clips with kRun informative frames in a row of equal hashes, each with the first clip that has the same and is not
/// joined to it in `same`; by (clip, other).
std::vector<FrameMatch> hash_matches(const ComparedClips& clips, Components& same);

}  // namespace curate
