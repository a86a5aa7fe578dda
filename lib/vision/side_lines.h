#pragma once

#include <array>
#include <optional>

#include "model/sector.h"
#include "vision/score_grid.h"
#include "vision/shape.h"

namespace vision {

/// Where a side of a sector ends, in cells.
struct SideLine {
  double slope = 0;  ///< columns per row
  double start = 0;  ///< the column at the first row
};

/// The left and the right side line next to the probe, where ribs cast no shadows yet.
struct SideLines {
  std::array<SideLine, 2> sides;
  int top = 0;   ///< the first row
  int rows = 0;  ///< along which both were seen, at least
};

/// Those of a shape, each from the longest part below its top in which most evidence ends on a line and hardly any
/// beyond it; `middle`: a column between them.
std::optional<SideLines> near_side_lines(const ScoreGrid& grid, const Shape& shape, int middle);

/// Turns the sides of a shape with straight edges to those next to the probe, if these differ: ribs at both ends hide
/// the others. Done only if hardly any evidence is lost. What looks like a rectangle may become a trapezoid or a
/// parallelogram.
void turn_to_near_sides(const ScoreGrid& grid, model::Sector::Kind& kind, Shape& shape);

}  // namespace vision
