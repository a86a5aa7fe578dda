#pragma once

#include <optional>

#include "vision/backdrop.h"
#include "vision/score_grid.h"

namespace vision {

class Evidence;

inline constexpr int kFor = 12;      ///< the score of a pixel that is certainly tissue
inline constexpr int kAgainst = -1;  ///< and of one of the backdrop

/// Scores of cells: tissue and speckle speak for the sector, the backdrop's level against it; what does not move or is
/// coloured, and small pieces, say nothing.
struct ScoreMap {
  ScoreGrid grid;
  /// With the pieces that do not move; only if one of them is about as large as one that does, as of a dual view of
  /// which one half is frozen.
  std::optional<ScoreGrid> with_still;
};
ScoreMap score_map(const Evidence& evidence, const Backdrop& backdrop, int cell);

}  // namespace vision
