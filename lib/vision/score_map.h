#pragma once

#include "vision/backdrop.h"
#include "vision/score_grid.h"

namespace vision {

class Evidence;

inline constexpr int kFor = 12;      ///< the score of a pixel that is certainly tissue
inline constexpr int kAgainst = -1;  ///< and of one of the backdrop

/// Scores of cells: tissue and speckle speak for the sector, the backdrop's level against it; what does not move or is
/// coloured, and small pieces, say nothing.
ScoreGrid score_map(const Evidence& evidence, const Backdrop& backdrop, int cell);

}  // namespace vision
