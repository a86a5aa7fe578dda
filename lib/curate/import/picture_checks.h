#pragma once

#include <cstdint>
#include <vector>

#include "curate/duplicates/informative.h"
#include "model/clip_job.h"
#include "model/finding.h"
#include "model/recipe.h"

namespace curate {

/// The minimum for a clip's frames.
struct LeastWanted {
  std::int64_t frames = 3;  ///< of a video; a still has one
  int side_px = 128;        ///< the shorter side
};

/// A clip is frozen if all its frames are like the first, within these bounds. In the POCUS clip with least movement,
/// the hash changes by 6 bits, brightness by 139/256 of a level, and sharpness by a tenth; in a still picture encoded
/// as video (x264, MPEG-2, MPEG-4), brightness changes by at most 7/256.
inline constexpr int kFrozenHashBits = 2;
inline constexpr std::int64_t kFrozenBrightness = 16;        ///< in 1/256 of a level
inline constexpr std::int64_t kFrozenSharpnessPer1000 = 50;  ///< of the sharpest frame's

/// Findings about a clip's frames: too few, too small, near-black, frozen, of another size than in the header; and
/// about its sector (`check_sector`) and text in it. Uses integers only; the findings' `id` is the result's clip.
std::vector<model::Finding> check_pictures(const model::ClipResult& result, const LeastWanted& least,
                                           const model::Recipe& recipe = {});

}  // namespace curate
