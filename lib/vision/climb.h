#pragma once

#include <cstdint>
#include <span>

#include "vision/score_grid.h"
#include "vision/shape.h"

namespace vision {

struct Scored {
  Shape shape;
  std::int64_t worth = 0;
};

/// A change of some of a shape's numbers at once; both ways are tried.
using Move = std::array<double, Shape::kNumbers>;

/// The score of a shape, less the cost of what scanners seldom draw: side lines that are not symmetric.
std::int64_t worth_of(const ScoreGrid& grid, const Shape& shape);

/// In pixels.
struct Steps {
  double from = 0;
  double to = 0;  ///< steps are halved until they are smaller
};

/// Moves a shape uphill.
void climb(const ScoreGrid& grid, Scored& best, std::span<const Move> moves, const Steps& steps);

}  // namespace vision
