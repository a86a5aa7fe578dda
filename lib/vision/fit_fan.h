#pragma once

#include "vision/extent.h"
#include "vision/fit.h"

namespace vision {

Fit fit_fan(const ScoreGrid& grid, const Extent& extent);

}  // namespace vision
