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

/// Moves a shape uphill, with steps of `from` pixels, halved until they are smaller than `to`.
void climb(const ScoreGrid& grid, Scored& best, std::span<const Move> moves, double from, double to);

}  // namespace vision
