#include "vision/best_fit.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "vision/extent.h"
#include "vision/fit_fan.h"
#include "vision/fit_straight.h"
#include "vision/score_map.h"

namespace vision {
namespace {

using Kind = model::Sector::Kind;

// How much more backdrop than a rectangle a kind must leave out, in 1/1000 of the tissue's area.
constexpr int kFanCost = 20;
constexpr int kCutFanCost = 40;
constexpr int kSteeredCost = 60;
constexpr int kTrapezoidCost = 28;
constexpr double kLeastEdges = 0.8;  // of both side lines together
constexpr int kMissedEdges = 4;      // a kind is not taken if a fan has edges on as many more rows: the height by this

std::int64_t edges_of(const ScoreGrid& grid, const Fit& fit) {
  return fit.best.worth > 0 ? sums_of(grid, fit.best.shape).edges : 0;
}

// Straight shapes are told from ragged echoes by edges along most of a side line, unless the picture ends there.
bool lacks_edges(const ScoreGrid& grid, const Fit& fit, std::int64_t edges) {
  if (fit.kind == Kind::Convex) return false;
  const double margin = static_cast<double>(grid.width()) * grid.cell() / 40;
  const auto& at = fit.best.shape.at;
  if (at[Shape::LeftAbove] < margin || at[Shape::RightAbove] > margin * 39) return false;
  const double bottom = static_cast<double>(grid.height()) * grid.cell();
  const double rows = std::min(fit.best.shape.at[Shape::Bottom], bottom) - std::max(fit.best.shape.at[Shape::Top], 0.0);
  return static_cast<double>(edges) < rows * kScoreUnit * kLeastEdges;
}

}  // namespace

Fit fit_best(const Grids& grids) {
  const Extent extent = extent_of(grids.coarse);
  const Fit linear = fit_linear(grids, extent);
  const Fit fan = fit_fan(grids, extent);
  const std::array<std::pair<Fit, int>, 4> fits = {{{fan, fan.cut ? kCutFanCost : kFanCost},
                                                    {linear, 0},
                                                    {fit_steered(grids, linear), kSteeredCost},
                                                    {fit_trapezoid(grids, extent), kTrapezoidCost}}};
  const std::int64_t unit = grids.fine.positive() * kScoreUnit / (1000 * kFor);
  const std::int64_t fan_edges = edges_of(grids.fine, fan);
  const std::int64_t height = std::int64_t{grids.fine.height()} * grids.fine.cell() * kScoreUnit;
  Fit best = fan.best.worth > 0 ? fan : linear;
  std::int64_t most = std::numeric_limits<std::int64_t>::min();
  for (const auto& [fit, cost] : fits) {
    if (fit.best.worth <= 0) continue;
    const std::int64_t edges = edges_of(grids.fine, fit);
    if (fan_edges - edges > height / kMissedEdges || lacks_edges(grids.fine, fit, edges)) continue;
    const std::int64_t worth = score(grids.fine, fit.best.shape) - cost * unit;
    if (worth <= most) continue;
    best = fit;
    most = worth;
  }
  return best;
}

}  // namespace vision
