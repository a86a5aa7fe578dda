#pragma once

#include "vision/score_grid.h"

namespace vision {

class Evidence;

inline constexpr int kStill = 3;     ///< a pixel whose luma varies by less does not move
inline constexpr int kFor = 12;      ///< the score of a pixel that is certainly tissue
inline constexpr int kAgainst = -1;  ///< and of one of the backdrop

/// What the evidence says about the picture as a whole.
struct Backdrop {
  int level = 0;       ///< the luma around the sector
  int share = 0;       ///< of the pixels at the picture's edges that have it, in 1/1000
  bool moves = false;  ///< whether enough pixels change to tell drawings, which do not, from tissue
};

Backdrop find_backdrop(const Evidence& evidence);

/// Scores of cells: tissue and speckle speak for the sector, the backdrop's level against it; what does not move or is
/// coloured, and small pieces, say nothing.
ScoreGrid score_map(const Evidence& evidence, const Backdrop& backdrop, int cell);

}  // namespace vision
