#include "vision/fit_straight.h"

#include <algorithm>

namespace vision {
namespace {

using Kind = model::Sector::Kind;

// Numbers: side lines left above, left below, right above, right below; top, bottom.
constexpr std::array<Move, 6> kRectangle = {
    {{1, 1}, {0, 0, 1, 1}, {1, 1, 1, 1}, {0, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 1, 1}}};
constexpr std::array<Move, 9> kParallelogram = {{{1, 1},
                                                 {0, 0, 1, 1},
                                                 {1, 1, 1, 1},
                                                 {0, 0, 0, 0, 1},
                                                 {0, 0, 0, 0, 0, 1},
                                                 {0, 0, 0, 0, 1, 1},
                                                 {1, 0, 1, 0},
                                                 {0, 1, 0, 1},
                                                 {1, -1, 1, -1}}};
constexpr std::array<Move, 11> kTrapezoid = {{{1, 1, 1, 1},
                                              {1, 1},
                                              {0, 0, 1, 1},
                                              {-1, -1, 1, 1},
                                              {-1, 0, 1, 0},
                                              {0, -1, 0, 1},
                                              {-1, 1, 1, -1},
                                              {0, 0, 0, 0, 1},
                                              {0, 0, 0, 0, 0, 1},
                                              {0, 0, 0, 0, 1, 1},
                                              {1, 0, -1, 0, 1}}};

void keep_better(Fit& fit, const ScoreGrid& grid, const Shape& shape) {
  if (!shape.possible()) return;
  Scored candidate{shape, 0};
  climb(grid, candidate, fit.moves, {8.0 * grid.cell(), 1.0 * grid.cell()});
  if (candidate.worth > fit.best.worth) fit.best = candidate;
}

}  // namespace

Fit fit_linear(const ScoreGrid& grid, const Extent& extent) {
  Fit fit{Kind::Linear, {}, false, kRectangle};
  keep_better(fit, grid, start_shape(grid, extent));
  return fit;
}

Fit fit_steered(const ScoreGrid& grid, const Fit& linear) {
  Fit fit{Kind::Steered, {}, false, kParallelogram};
  const Shape& from = linear.best.shape;
  for (const double slope : {-0.4, -0.25, -0.1, 0.1, 0.25, 0.4}) {
    Shape shape = from;
    const double shift = slope * (from.row_below - from.row_above);
    // The extent is as wide as the parallelogram and its shift together.
    const double narrow = std::abs(shift) / 2;
    shape.at[Shape::LeftAbove] += narrow - shift / 2;
    shape.at[Shape::RightAbove] += -narrow - shift / 2;
    shape.at[Shape::LeftBelow] += narrow + shift / 2;
    shape.at[Shape::RightBelow] += -narrow + shift / 2;
    keep_better(fit, grid, shape);
  }
  return fit;
}

Fit fit_trapezoid(const ScoreGrid& grid, const Extent& extent) {
  Fit fit{Kind::Trapezoid, {}, false, kTrapezoid};
  for (const double narrow : {0.1, 0.2, 0.3}) {
    Shape shape = start_shape(grid, extent);
    shape.at[Shape::LeftAbove] += narrow * (extent.right - extent.left);
    shape.at[Shape::RightAbove] -= narrow * (extent.right - extent.left);
    keep_better(fit, grid, shape);
  }
  return fit;
}

}  // namespace vision
