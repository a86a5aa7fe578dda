#include "vision/mirror.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "vision/climb.h"

namespace vision {
namespace {

constexpr double kTiltedFan = 0.1;    // difference of the sides' slopes, as a share of their sum
constexpr double kSeenSide = 0.5;     // of the rows of a side: it is seen
constexpr double kUnseenSide = 0.15;  // it is not
constexpr int kMirrored = 990;        // of the evidence, in 1/1000, that a mirrored fan holds
constexpr std::array<Move, 3> kArcs = {{{0, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 1, 1}}};

// Along how many of the rows in the picture a side is an edge, as a share.
double seen_share(const ScoreGrid& grid, Shape fan, bool left) {
  const auto apex = fan.apex();
  const double slope = left ? fan.left_slope() : fan.right_slope();
  const double down = 1 / std::sqrt(1 + slope * slope);  // of a step along the side
  const double top = std::max(apex[1] + (fan.at[Shape::Top] - apex[1]) * down, fan.at[Shape::CutTop]);
  double bottom = std::min(apex[1] + (fan.at[Shape::Bottom] - apex[1]) * down, fan.at[Shape::CutBottom]);
  if (slope != 0)
    bottom = std::min(bottom, apex[1] + (fan.at[left ? Shape::CutLeft : Shape::CutRight] - apex[0]) / slope);
  if (bottom <= top) return 0;
  // Cut off, the other side has no edge.
  fan.at[left ? Shape::CutRight : Shape::CutLeft] = left ? fan.left(bottom) : fan.right(bottom);
  return static_cast<double>(sums_of(grid, fan).edges) / (kScoreUnit * (bottom - top));
}

// The fan with one of its sides on both sides of what is the middle next to the probe.
Shape mirrored(const Shape& fan, bool keep_left) {
  const double row = std::max(fan.at[Shape::Top], fan.at[Shape::CutTop]);
  const double twice = fan.left(row) + fan.right(row);
  Shape even = fan;
  even.turned = false;
  if (keep_left) {
    even.at[Shape::RightAbove] = twice - fan.at[Shape::LeftAbove];
    even.at[Shape::RightBelow] = twice - fan.at[Shape::LeftBelow];
  } else {
    even.at[Shape::LeftAbove] = twice - fan.at[Shape::RightAbove];
    even.at[Shape::LeftBelow] = twice - fan.at[Shape::RightBelow];
  }
  even.at[Shape::Top] = std::max(even.at[Shape::Top], even.apex()[1]);
  return even;
}

}  // namespace

void mirror_seen_side(const ScoreGrid& grid, Shape& fan) {
  const double left = -fan.left_slope();
  const double right = fan.right_slope();
  if (std::abs(left - right) <= kTiltedFan * (left + right)) return;
  const bool keep_left = left > right;
  if (seen_share(grid, fan, keep_left) < kSeenSide || seen_share(grid, fan, !keep_left) > kUnseenSide) return;
  Scored even{mirrored(fan, keep_left), 0};
  if (!even.shape.possible()) return;
  climb(grid, even, kArcs, {4.0 * grid.cell(), grid.cell() / 4.0});
  const ScoreGrid evidence = grid.evidence();
  if (score(evidence, even.shape) * 1000 < score(evidence, fan) * kMirrored) return;
  fan = even.shape;
}

}  // namespace vision
