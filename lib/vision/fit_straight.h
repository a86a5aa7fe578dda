#pragma once

#include "vision/extent.h"
#include "vision/fit.h"

namespace vision {

Fit fit_linear(const Grids& grids, const Extent& extent);
Fit fit_steered(const Grids& grids, const Fit& linear);
Fit fit_trapezoid(const Grids& grids, const Extent& extent);

}  // namespace vision
