#include "vision/best_fit.h"

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

}  // namespace

Fit fit_best(const Grids& grids) {
  const Extent extent = extent_of(grids.coarse);
  const Fit linear = fit_linear(grids, extent);
  const std::int64_t unit = grids.fine.positive() * kScoreUnit / (1000 * kFor);
  Fit best = linear;
  std::int64_t most = linear.best.worth;
  const auto consider = [&](const Fit& fit, int cost) {
    if (fit.best.worth - cost * unit <= most) return;
    best = fit;
    most = fit.best.worth - cost * unit;
  };
  const Fit fan = fit_fan(grids, extent);
  consider(fan, fan.cut ? kCutFanCost : kFanCost);
  consider(fit_steered(grids, linear), kSteeredCost);
  consider(fit_trapezoid(grids, extent), kTrapezoidCost);
  return best;
}

}  // namespace vision
