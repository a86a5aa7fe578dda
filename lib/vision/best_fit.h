#pragma once

#include "vision/fit.h"

namespace vision {

/// The best of all kinds of sectors; one with more freedom must be worth it. Searches with larger cells, and measures
/// with those of the grid.
Fit fit_best(const ScoreGrid& fine);

}  // namespace vision
