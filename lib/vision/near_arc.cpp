#include "vision/near_arc.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "vision/climb.h"
#include "vision/measure.h"
#include "vision/side_lines.h"

namespace vision {
namespace {

constexpr int kRun = 3;             // cells with evidence below each other: more than a mark
constexpr double kFlattest = 0.04;  // of an arc: how far it sags, as a share of its chord
constexpr double kLeastSag = 4;     // cells
constexpr double kNearArc = 1.5;    // cells
constexpr int kOnArc = 75;          // of the columns, in 1/100
constexpr double kUneven = 0.15;    // difference of the sides' slopes, as a share: more is a tilt
constexpr double kBand = 0.1;       // of the depth: how far echoes are bright everywhere
constexpr int kLitBand = 85;        // of its cells, in 1/100
constexpr double kWider = 1.04;     // than before: less is not worth a change
constexpr double kMuchWider = 2.5;
constexpr std::array<Move, 1> kDeeper = {{{0, 0, 0, 0, 0, 1}}};

struct Circle {
  double x = 0;
  double y = 0;
  double radius = 0;
};

// In cells.
struct Arc {
  Circle circle;
  std::array<double, 2> slopes{};
};

// The first row with evidence of each column; as many rows as there are if it has none.
std::vector<int> tops_of(const ScoreGrid& grid) {
  std::vector<int> tops(grid.width(), grid.height());
  for (int x = 0; x < grid.width(); ++x) {
    int run = 0;
    for (int y = 0; y < grid.height() && tops[x] == grid.height(); ++y) {
      run = grid.at(x, y) > 0 ? run + 1 : 0;
      if (run == kRun) tops[x] = y + 1 - kRun;
    }
  }
  return tops;
}

double determinant(const std::array<double, 3>& a, const std::array<double, 3>& b, const std::array<double, 3>& c) {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0] * (a[1] * b[2] - a[2] * b[1]);
}

double distance_to(const Circle& circle, double x, double y) {
  const double dx = x - circle.x;
  const double dy = y - circle.y;
  return std::abs(std::sqrt(dx * dx + dy * dy) - circle.radius);
}

// Least squares of x^2 + y^2 = a x + b y + c (Kåsa 1976), from columns `from` to `to` that are near `before`.
std::optional<Circle> circle_of(const std::vector<int>& tops, int from, int to, const Circle* before) {
  std::array<double, 3> a{};
  std::array<double, 3> b{};
  std::array<double, 3> c{};
  std::array<double, 3> right{};
  const double x0 = (from + to) / 2.0;
  const double y0 = tops[static_cast<std::size_t>(from + to) / 2];
  for (int column = from; column <= to; ++column) {
    if (before != nullptr && distance_to(*before, column + 0.5, tops[column]) > 2 * kNearArc) continue;
    const double x = column + 0.5 - x0;
    const double y = tops[column] - y0;
    const double square = x * x + y * y;
    const std::array<double, 3> row = {x, y, 1};
    for (std::size_t i = 0; i < 3; ++i) {
      a[i] += x * row[i];
      b[i] += y * row[i];
      c[i] += row[i];
      right[i] += square * row[i];
    }
  }
  const double all = determinant(a, b, c);
  if (!(std::abs(all) > 1)) return std::nullopt;
  const double x = determinant(right, b, c) / all / 2;
  const double y = determinant(a, right, c) / all / 2;
  const double square = determinant(a, b, right) / all + x * x + y * y;
  if (!(square > 0)) return std::nullopt;
  return Circle{x + x0, y + y0, std::sqrt(square)};
}

// The ends of the arc are higher than what is between them.
std::optional<Arc> arc_of(const std::vector<int>& tops, int middle) {
  const int count = static_cast<int>(tops.size());
  if (middle < 4 || middle + 4 >= count) return std::nullopt;
  const int left = static_cast<int>(std::min_element(tops.begin(), tops.begin() + middle) - tops.begin());
  int right = middle;
  for (int x = middle; x < count; ++x) {
    if (tops[x] <= tops[right]) right = x;
  }
  const double chord = right - left;
  const double ends = (tops[left] + tops[right]) / 2.0;
  if (tops[middle] - ends < std::max(kLeastSag, kFlattest * chord)) return std::nullopt;
  const std::optional<Circle> first = circle_of(tops, left + 1, right - 1, nullptr);
  const std::optional<Circle> circle = first ? circle_of(tops, left + 1, right - 1, &*first) : std::nullopt;
  if (!circle || circle->y >= std::min(tops[left], tops[right])) return std::nullopt;
  int near = 0;
  for (int x = left; x <= right; ++x) near += distance_to(*circle, x + 0.5, tops[x]) <= kNearArc;
  if (near * 100 < (right - left) * kOnArc) return std::nullopt;
  const auto slope = [&](double x, int row) { return (x - circle->x) / (row - circle->y); };
  const std::array<double, 2> slopes = {slope(left, tops[left]), slope(right + 1, tops[right])};
  if (slopes[0] >= 0 || slopes[1] <= 0) return std::nullopt;
  if (std::abs(slopes[0] + slopes[1]) > kUneven * (slopes[1] - slopes[0])) return std::nullopt;
  return Arc{*circle, slopes};
}

// The side lines next to the probe, as the fan's apex and slopes.
std::optional<Arc> sides_of(const ScoreGrid& grid, const Shape& fan, int middle) {
  const std::optional<SideLines> lines = near_side_lines(grid, fan, middle);
  if (!lines) return std::nullopt;
  const SideLine& a = lines->sides[0];
  const SideLine& b = lines->sides[1];
  const double wide = b.slope - a.slope;
  if (a.slope >= 0 || b.slope <= 0) return std::nullopt;
  const double up = (b.start - a.start) / wide;
  return Arc{{a.start - a.slope * up, lines->top + 0.5 - up, 0}, {a.slope, b.slope}};
}

Shape fan_of(const Arc& arc, const Shape& from, double cell) {
  Shape fan = from;
  const double half = (arc.slopes[1] - arc.slopes[0]) / 2;
  const double tilt = (arc.slopes[1] + arc.slopes[0]) / 2;
  const bool even = std::abs(tilt) <= kUneven * half;
  const double left = even ? -half : arc.slopes[0];
  const double right = even ? half : arc.slopes[1];
  const auto at = [&](double side, double row) { return arc.circle.x * cell + side * (row - arc.circle.y * cell); };
  fan.turned = !even;
  fan.at[Shape::LeftAbove] = at(left, fan.row_above);
  fan.at[Shape::RightAbove] = at(right, fan.row_above);
  fan.at[Shape::LeftBelow] = at(left, fan.row_below);
  fan.at[Shape::RightBelow] = at(right, fan.row_below);
  fan.at[Shape::Top] = (arc.circle.y + arc.circle.radius) * cell;
  return fan;
}

int edges_seen(const ScoreGrid& grid, const Shape& fan) {
  const model::Sector sector =
      to_sector(fan, model::Sector::Kind::Convex, grid.width() * grid.cell(), grid.height() * grid.cell());
  return seen_edges(grid, sector);
}

}  // namespace

void widen_by_sides(const ScoreGrid& grid, Shape& fan) {
  const double cell = grid.cell();
  const double middle = fan.apex()[0] / cell;
  if (!(middle > 0 && middle < grid.width())) return;
  const std::optional<Arc> sides = sides_of(grid, fan, static_cast<int>(middle));
  if (!sides) return;
  Scored wide{fan_of(*sides, fan, cell), 0};
  wide.shape.at[Shape::Top] = std::max(fan.at[Shape::Top], wide.shape.apex()[1]);
  if (!wide.shape.possible()) return;
  const double before = fan.right_slope() - fan.left_slope();
  const double after = wide.shape.right_slope() - wide.shape.left_slope();
  if (after < before * kWider || after > before * kMuchWider) return;
  const ScoreGrid evidence = grid.evidence();
  if (score(evidence, wide.shape) * 1000 < score(evidence, fan) * 995) return;
  climb(grid, wide, kDeeper, {2 * cell, cell / 4});
  fan = wide.shape;
}

void widen_by_arc(const ScoreGrid& grid, Shape& fan) {
  const double cell = grid.cell();
  const double middle = fan.apex()[0] / cell;
  if (!(middle > 0 && middle < grid.width())) return;
  const std::optional<Arc> arc = arc_of(tops_of(grid), static_cast<int>(middle));
  if (!arc) return;
  Scored wide{fan_of(*arc, fan, cell), 0};
  if (!wide.shape.possible()) return;
  if (wide.shape.right_slope() - wide.shape.left_slope() <= fan.right_slope() - fan.left_slope()) return;
  const ScoreGrid evidence = grid.evidence();
  if (score(evidence, wide.shape) * 100 < score(evidence, fan) * 99) return;
  Shape band = wide.shape;
  band.at[Shape::Bottom] = band.at[Shape::Top] + kBand * (band.at[Shape::Bottom] - band.at[Shape::Top]);
  if (!band.possible() || score(evidence, band) * 100 < score(grid.ones(), band) * kLitBand) return;
  climb(grid, wide, kDeeper, {2 * cell, cell / 4});
  if (edges_seen(grid, wide.shape) > edges_seen(grid, fan)) fan = wide.shape;
}

}  // namespace vision
