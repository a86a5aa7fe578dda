#pragma once

#include "vision/shape.h"

namespace vision {

/// Where the scores above 0 are, without the outermost few on each side; in pixels.
struct Extent {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};
Extent extent_of(const ScoreGrid& grid);

/// A rectangle around it, not cut off: where searches start.
Shape start_shape(const ScoreGrid& grid, const Extent& extent);

}  // namespace vision
