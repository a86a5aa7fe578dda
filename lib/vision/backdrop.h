#pragma once

namespace vision {

class Evidence;

inline constexpr int kStill = 3;  ///< a pixel whose luma varies by less does not move

/// What the evidence says about the picture as a whole.
struct Backdrop {
  int level = 0;       ///< the luma around the sector
  int share = 0;       ///< of the pixels at the picture's edges that have it, in 1/1000
  int noise = 1;       ///< how far nearly all of the pixels around the sector are from the level
  bool even = false;   ///< without noise: a difference of one level means something
  bool moves = false;  ///< whether enough pixels change to tell drawings, which do not, from tissue
};

Backdrop find_backdrop(const Evidence& evidence);

}  // namespace vision
