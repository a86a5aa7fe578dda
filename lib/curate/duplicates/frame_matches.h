#pragma once

#include <cstddef>
#include <vector>

#include "curate/duplicates/components.h"
#include "curate/duplicates/known_clips.h"

namespace curate {

/// Two clips look alike if this many frames in a row have equal hashes; if one has fewer frames, all of them.
inline constexpr std::size_t kRun = 3;

/// The clips that are asked about, then those that are known; a clip is its number in this list.
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
  /// Of two clips that are asked about the later is compared with the earlier; a known clip may be the one asked about.
  bool comes_before(std::size_t other, std::size_t clip) const;

 private:
  const std::vector<AskedClip>& asked_;
  std::vector<const KnownClip*> clips_;
};

/// What a clip that is asked about has in common with one that comes before it.
struct FrameMatch {
  std::size_t clip = 0;
  std::size_t other = 0;
  std::size_t frames = 0;  ///< of the clip
  std::size_t frame = 0;   ///< the first of them
};

/// Clips with informative frames whose pixels are equal, each with the first that has the same; by (clip, other). Joins
/// in `same` what hangs together so.
std::vector<FrameMatch> pixel_matches(const ComparedClips& clips, Components& same);

/// Clips with kRun informative frames in a row whose hashes are equal, each with the first that has the same and that
/// `same` does not join to it; by (clip, other).
std::vector<FrameMatch> hash_matches(const ComparedClips& clips, Components& same);

}  // namespace curate
