#pragma once

#include "vision/score_grid.h"
#include "vision/shape.h"

namespace vision {

/// Widens a fan whose sides are in shadow. Next to the probe nothing is dark: the arc at the top of the evidence, if it
/// is one, gives the apex, and its ends the side lines. Done only if more of the outline is seen then.
void widen_by_arc(const ScoreGrid& grid, Shape& fan);

/// The same by the side lines next to the probe, for fans whose arc at the top is short.
void widen_by_sides(const ScoreGrid& grid, Shape& fan);

}  // namespace vision
