#pragma once

#include "vision/fit.h"

namespace vision {

/// How many times as wide a cell of the coarse grid should be.
inline constexpr int kCoarser = 4;

/// The best of all kinds of sectors; one with more freedom must be worth it.
Fit fit_best(const Grids& grids);

}  // namespace vision
