#pragma once

#include <cstdint>
#include <vector>

#include "curate/duplicates/informative.h"
#include "model/clip_job.h"
#include "model/finding.h"

namespace curate {

/// What a clip's frames must have, at least.
struct LeastWanted {
  std::int64_t frames = 3;  ///< of a video; a still has one
  int side_px = 128;        ///< the shorter side
};

/// Frozen: all frames are like the first, in these bounds. The stillest POCUS clip has a hash 6 bits away, a brightness
/// that moves by 139/256 of a level, and a sharpness that moves by a tenth; of a still picture that was encoded as a
/// video (x264, MPEG-2, MPEG-4) brightness moves by 7/256 at most.
inline constexpr int kFrozenHashBits = 2;
inline constexpr std::int64_t kFrozenBrightness = 16;        ///< in 1/256 of a level
inline constexpr std::int64_t kFrozenSharpnessPer1000 = 50;  ///< of the sharpest frame's

/// What the measures of a clip's frames show: too few, too small, near-black, frozen, of another size than claimed.
/// Integers only; findings' `id` is the result's clip.
std::vector<model::Finding> check_pictures(const model::ClipResult& result, const LeastWanted& least);

}  // namespace curate
