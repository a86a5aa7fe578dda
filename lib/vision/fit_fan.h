#pragma once

#include "vision/extent.h"
#include "vision/fit.h"

namespace vision {

Fit fit_fan(const Grids& grids, const Extent& extent);

}  // namespace vision
