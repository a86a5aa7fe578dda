#pragma once

#include <array>
#include <cstdint>

#include "model/sector.h"
#include "vision/score_grid.h"

namespace vision {

/// A sector while it is searched for, in pixels. Its side lines are given where they cross two fixed rows of the
/// picture, so that each number moves one end of one edge. The edges at the top and the bottom are straight, or arcs
/// around the point where the side lines meet; then `Top` and `Bottom` are where the arcs cross the apex's column.
struct Shape {
  enum Number { LeftAbove, LeftBelow, RightAbove, RightBelow, Top, Bottom, CutLeft, CutTop, CutRight, CutBottom };
  static constexpr std::size_t kNumbers = 10;

  bool fan = false;
  bool turned = false;  ///< a fan that need not be symmetric
  double row_above = 0;
  double row_below = 1;
  std::array<double, kNumbers> at{};

  double left_slope() const { return (at[LeftBelow] - at[LeftAbove]) / (row_below - row_above); }
  double right_slope() const { return (at[RightBelow] - at[RightAbove]) / (row_below - row_above); }
  double left(double y) const { return at[LeftAbove] + left_slope() * (y - row_above); }
  double right(double y) const { return at[RightAbove] + right_slope() * (y - row_above); }
  /// Of a fan: where the side lines meet.
  std::array<double, 2> apex() const;
  /// Whether it is a shape that a scanner draws.
  bool possible() const;
};

/// kScoreUnit times the sum of the scores inside. Exact, so that every machine finds the same.
inline constexpr int kScoreUnit = 256;
std::int64_t score(const ScoreGrid& grid, const Shape& shape);

/// The same, and how long the side lines are edges: evidence within, the backdrop without. In kScoreUnit pixels.
struct Sums {
  std::int64_t inside = 0;
  std::int64_t edges = 0;
};
Sums sums_of(const ScoreGrid& grid, const Shape& shape);

/// The shape as a sector of a picture of this size; `kind` is for shapes with straight edges.
model::Sector to_sector(const Shape& shape, model::Sector::Kind kind, int width, int height);

}  // namespace vision
