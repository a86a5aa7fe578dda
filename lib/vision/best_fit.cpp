#include "vision/best_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "vision/extent.h"
#include "vision/fit_fan.h"
#include "vision/fit_straight.h"
#include "vision/mirror.h"
#include "vision/near_arc.h"
#include "vision/score_map.h"
#include "vision/side_lines.h"

namespace vision {
namespace {

using Kind = model::Sector::Kind;

// How much more backdrop than a rectangle a kind must leave out, in 1/1000 of the tissue's area.
constexpr int kFanCost = 20;
constexpr int kCutFanCost = 40;
constexpr int kSteeredCost = 60;
constexpr int kTrapezoidCost = 28;
constexpr int kHopeless = 60;        // a kind this much worse before it is measured is not measured
constexpr int kCoarser = 4;          // the width of the cells to search with
constexpr double kLeastEdges = 0.8;  // of both side lines together
constexpr int kLitTop = 880;         // of a straight top edge: more is certainly one
constexpr int kLitGain = 20;         // what that is worth, as costs are given
constexpr int kBeside = 3;           // cells on each side of a cut
constexpr int kRagged = 10;          // beyond a cut is less evidence than what is within by this
constexpr int kMissedEdges = 4;      // a kind is not taken if a fan has edges on as many more rows: the height by this

constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();

struct Candidate {
  Fit fit;
  int cost = 0;
  std::int64_t worth = kNone;
  std::int64_t edges = 0;
  int lit = 0;  // of a straight top edge, in 1/1000
};

// The fan first.
std::vector<Candidate> candidates_of(const ScoreGrid& coarse) {
  const Extent extent = extent_of(coarse);
  const Fit fan = fit_fan(coarse, extent);
  const Fit linear = fit_linear(coarse, extent);
  return {{fan, fan.cut ? kCutFanCost : kFanCost},
          {linear, 0},
          {fit_steered(coarse, linear), kSteeredCost},
          {fit_trapezoid(coarse, extent), kTrapezoidCost}};
}

std::int64_t edge_worth(const ScoreGrid& grid, const Fit& fit) {
  return worth_of(grid, fit.best.shape) - score(grid, fit.best.shape);
}

// How much of a straight top edge shows evidence below and none above, in 1/1000. Next to the probe no shadow is dark.
int lit_top(const ScoreGrid& grid, const Shape& shape) {
  const double cell = grid.cell();
  const auto column = [&](double x) { return std::clamp(static_cast<int>(x / cell + 0.5), 0, grid.width()); };
  const int top = static_cast<int>(shape.at[Shape::Top] / cell + 0.5);
  const int first = column(shape.left(shape.at[Shape::Top]));
  const int last = column(shape.right(shape.at[Shape::Top]));
  if (top < 0 || top + 2 > grid.height() || first >= last) return 0;
  int lit = 0;
  for (int x = first; x < last; ++x) {
    const bool below = grid.at(x, top) > 0 || grid.at(x, top + 1) > 0;
    lit += below && (top < 2 || grid.at(x, top - 2) <= 0);
  }
  return lit * 1000 / (last - first);
}

// Straight shapes are told from ragged echoes by a straight top edge, or by edges along most of a side line unless the
// picture ends there.
bool lacks_edges(const ScoreGrid& grid, const Candidate& candidate) {
  const Fit& fit = candidate.fit;
  if (fit.kind == Kind::Convex || candidate.lit >= kLitTop) return false;
  const double margin = static_cast<double>(grid.width()) * grid.cell() / 40;
  const auto& at = fit.best.shape.at;
  if (at[Shape::LeftAbove] < margin || at[Shape::RightAbove] > margin * 39) return false;
  const double bottom = static_cast<double>(grid.height()) * grid.cell();
  const double rows = std::min(fit.best.shape.at[Shape::Bottom], bottom) - std::max(fit.best.shape.at[Shape::Top], 0.0);
  return static_cast<double>(candidate.edges) < rows * kScoreUnit * kLeastEdges;
}

// How many cells in a strip beside a cut have evidence: those from `from` cells beyond it to `to`.
int evident_beside(const ScoreGrid& grid, const Shape& fan, Shape::Number cut, int from, int to) {
  const double cell = grid.cell();
  const auto apex = fan.apex();
  const int way = cut == Shape::CutLeft ? -1 : 1;
  const int column = static_cast<int>(fan.at[cut] / cell + 0.5) - (way < 0 ? 1 : 0);
  int evident = 0;
  for (int n = from; n < to; ++n) {
    const int x = column + way * n;
    if (x < 0 || x >= grid.width()) continue;
    const double across = std::abs((x + 0.5) * cell - apex[0]);
    for (int y = 0; y < grid.height(); ++y) {
      const double row = (y + 0.5) * cell;
      const double down = row - apex[1];
      const double radius = std::sqrt(across * across + down * down);
      const bool inside = (x + 0.5) * cell > fan.left(row) && (x + 0.5) * cell < fan.right(row) &&
                          radius < fan.at[Shape::Bottom] - apex[1] && radius > fan.at[Shape::Top] - apex[1];
      evident += inside && grid.at(x, y) > 0;
    }
  }
  return evident;
}

// A screen cuts a fan off along a line, a shadow does not.
void remove_ragged_cuts(const ScoreGrid& grid, Shape& fan) {
  const Shape before = fan;
  const double width = static_cast<double>(grid.width()) * grid.cell();
  for (const auto cut : {Shape::CutLeft, Shape::CutRight}) {
    if (before.at[cut] <= 0 || before.at[cut] >= width) continue;
    const int within = evident_beside(grid, before, cut, -kBeside - 1, -1);
    if (evident_beside(grid, before, cut, 1, kBeside + 1) * kRagged > within)
      fan.at[cut] = cut == Shape::CutLeft ? 0 : width;
  }
}

}  // namespace

Fit fit_best(const ScoreGrid& fine) {
  std::vector<Candidate> candidates = candidates_of(fine.coarser(kCoarser));
  std::int64_t highest = 0;
  for (const Candidate& candidate : candidates) highest = std::max(highest, score(fine, candidate.fit.best.shape));
  const std::int64_t unit = fine.positive() * kScoreUnit / (1000 * kFor);
  for (Candidate& candidate : candidates) {
    Fit& fit = candidate.fit;
    if (fit.best.worth <= 0 || score(fine, fit.best.shape) < highest - kHopeless * unit) continue;
    climb(fine, fit.best, fit.moves, {fine.cell() * kCoarser / 2.0, fine.cell() / 2.0});
    candidate.worth = score(fine, fit.best.shape) - candidate.cost * unit;
    if (fit.kind == Kind::Steered) candidate.worth += edge_worth(fine, fit) - edge_worth(fine, candidates[1].fit);
    candidate.edges = sums_of(fine, fit.best.shape).edges;
    if (fit.kind != Kind::Convex) candidate.lit = lit_top(fine, fit.best.shape);
    if (candidate.lit >= kLitTop && fit.best.shape.at[Shape::Top] >= 2 * fine.cell())
      candidate.worth += kLitGain * unit;
  }
  const Candidate& fan = candidates.front();
  const std::int64_t height = std::int64_t{fine.height()} * fine.cell() * kScoreUnit;
  const Candidate* best = fan.worth > kNone ? &fan : &candidates[1];
  for (const Candidate& candidate : candidates) {
    if ((candidate.lit < kLitTop && fan.edges - candidate.edges > height / kMissedEdges) ||
        lacks_edges(fine, candidate))
      continue;
    if (candidate.worth > best->worth) best = &candidate;
  }
  Fit fit = best->fit;
  if (fit.best.shape.fan) {
    remove_ragged_cuts(fine, fit.best.shape);
    mirror_seen_side(fine, fit.best.shape);
    widen_by_arc(fine, fit.best.shape);
    widen_by_sides(fine, fit.best.shape);
  } else {
    turn_to_near_sides(fine, fit.kind, fit.best.shape);
  }
  return fit;
}

}  // namespace vision
