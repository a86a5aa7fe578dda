#pragma once

#include "vision/extent.h"
#include "vision/fit.h"

namespace vision {

Fit fit_linear(const ScoreGrid& grid, const Extent& extent);
Fit fit_steered(const ScoreGrid& grid, const Fit& linear);
Fit fit_trapezoid(const ScoreGrid& grid, const Extent& extent);

}  // namespace vision
