#include "vision/side_lines.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace vision {
namespace {

constexpr int kSideRun = 3;            // cells beside each other with evidence: more than a mark
constexpr double kNearSide = 1;        // cells
constexpr int kGap = 8;                // cells
constexpr double kLeastRows = 14;      // for a side line
constexpr double kNearSides = 0.35;    // of the depth: how far side lines are looked for
constexpr double kDiffers = 1;         // cells: a side this far from the line next to the probe is turned
constexpr double kMostTurn = 0.5;      // of slopes
constexpr double kNotParallel = 0.06;  // of slopes
constexpr double kNotEven = 0.15;      // difference of a trapezoid's slopes, as a share
constexpr double kLeastSlope = 0.08;   // of a trapezoid or parallelogram that looked like a rectangle
constexpr int kKept = 990;             // of the evidence, in 1/1000

// Least squares through the first `count` places; none if fewer than nine in ten are near it.
std::optional<SideLine> line_of(const std::vector<double>& places, std::size_t count) {
  const double n = static_cast<double>(count);
  double sum = 0;
  double moment = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += places[i];
    moment += places[i] * (static_cast<double>(i) - (n - 1) / 2);
  }
  const double slope = moment * 12 / (n * (n * n - 1));
  const SideLine line{slope, sum / n - slope * (n - 1) / 2};
  std::size_t near = 0;
  for (std::size_t i = 0; i < count; ++i) {
    near += std::abs(line.start + line.slope * static_cast<double>(i) - places[i]) <= kNearSide;
  }
  if (near * 10 < count * 9) return std::nullopt;
  return line;
}

// The outermost evidence on one side of a column in the rows from `top`.
std::vector<double> ends_of_rows(const ScoreGrid& grid, int middle, int top, std::size_t count, int way) {
  std::vector<double> ends;
  for (int y = top; y < grid.height() && ends.size() < count; ++y) {
    int run = 0;
    int end = middle;
    // From the middle outwards over small gaps only: marks and text are further away.
    for (int x = middle, gap = 0; x >= 0 && x < grid.width() && (gap < kGap || end == middle); x += way) {
      gap = grid.at(x, y) > 0 ? 0 : gap + 1;
      run = gap == 0 ? run + 1 : 0;
      if (run >= kSideRun) end = x;
    }
    ends.push_back(end + 0.5 + way * 0.5);
  }
  return ends;
}

// Just below the probe's face: below the top edge, and where echoes fill a third of a row.
int first_row(const ScoreGrid& grid, const Shape& shape) {
  const double top = std::max(shape.at[Shape::Top], shape.at[Shape::CutTop]);
  const int first = std::clamp(static_cast<int>(std::lround(top / grid.cell())), 0, grid.height());
  const auto column = [&](double x) { return std::clamp(static_cast<int>(x / grid.cell()), 0, grid.width()); };
  for (int y = first; y < grid.height(); ++y) {
    const int from = column(shape.left((y + 0.5) * grid.cell()));
    const int to = column(shape.right((y + 0.5) * grid.cell()));
    int evident = 0;
    for (int x = from; x < to; ++x) evident += grid.at(x, y) > 0;
    if (evident * 3 >= to - from) return y + 2;
  }
  return first + 2;
}

// The slopes that the kind allows and that are next to those of the lines; none if they are not those of the kind.
std::optional<std::array<double, 2>> slopes_of(const SideLines& lines, model::Sector::Kind kind) {
  const double left = lines.sides[0].slope;
  const double right = lines.sides[1].slope;
  const double half = (right - left) / 2;
  const double mean = (left + right) / 2;
  const bool parallel = std::abs(right - left) <= kNotParallel;
  if (kind == model::Sector::Kind::Linear) {
    if (parallel && std::abs(mean) >= kLeastSlope) return std::array<double, 2>{mean, mean};
    if (half < kLeastSlope) return std::nullopt;
  }
  if (kind == model::Sector::Kind::Trapezoid || kind == model::Sector::Kind::Linear) {
    if (left >= 0 || right <= 0 || std::abs(left + right) > kNotEven * (right - left)) return std::nullopt;
    return std::array<double, 2>{-half, half};
  }
  if (kind != model::Sector::Kind::Steered || !parallel) return std::nullopt;
  return std::array<double, 2>{mean, mean};
}

std::int64_t evidence_in(const ScoreGrid& grid, const Shape& shape) {
  std::vector<std::int32_t> marks(static_cast<std::size_t>(grid.width()) * grid.height());
  for (std::size_t i = 0; i < marks.size(); ++i) {
    marks[i] = grid.at(static_cast<int>(i) % grid.width(), static_cast<int>(i) / grid.width()) > 0 ? 1 : 0;
  }
  return score({grid.width(), grid.height(), grid.cell(), std::move(marks)}, shape);
}

}  // namespace

std::optional<SideLines> near_side_lines(const ScoreGrid& grid, const Shape& shape, int middle) {
  const int top = first_row(grid, shape);
  const double depth = shape.at[Shape::Bottom] / grid.cell() - top;
  if (depth < kLeastRows) return std::nullopt;
  const auto most = static_cast<std::size_t>(depth * kNearSides);
  const std::vector<double> left = ends_of_rows(grid, middle, top, most, -1);
  const std::vector<double> right = ends_of_rows(grid, middle, top, most, 1);
  for (std::size_t n = std::min(left.size(), right.size()); static_cast<double>(n) >= kLeastRows; n -= 2) {
    const std::optional<SideLine> a = line_of(left, n);
    const std::optional<SideLine> b = line_of(right, n);
    if (a && b) return SideLines{{*a, *b}, top, static_cast<int>(n)};
  }
  return std::nullopt;
}

void turn_to_near_sides(const ScoreGrid& grid, model::Sector::Kind& kind, Shape& shape) {
  const double cell = grid.cell();
  const double y = (first_row(grid, shape) + 0.5) * cell;
  const double middle = (shape.left(y) + shape.right(y)) / 2 / cell;
  if (!(middle > 0 && middle < grid.width())) return;
  const std::optional<SideLines> lines = near_side_lines(grid, shape, static_cast<int>(middle));
  const auto slopes = lines ? slopes_of(*lines, kind) : std::nullopt;
  if (!slopes) return;
  Shape turned = shape;
  bool differs = false;
  for (const bool is_left : {true, false}) {
    const SideLine& line = lines->sides[is_left ? 0 : 1];
    const double slope = (*slopes)[is_left ? 0 : 1];
    if (std::abs(slope - (is_left ? shape.left_slope() : shape.right_slope())) > kMostTurn) return;
    // Through the middle of the line.
    const double x = (line.start + line.slope * (lines->rows - 1) / 2) * cell;
    const double row = (lines->top + lines->rows / 2.0) * cell;
    turned.at[is_left ? Shape::LeftAbove : Shape::RightAbove] = x + slope * (shape.row_above - row);
    turned.at[is_left ? Shape::LeftBelow : Shape::RightBelow] = x + slope * (shape.row_below - row);
    for (const double at : {lines->top + 0.5, lines->top + lines->rows - 0.5}) {
      const double before = is_left ? shape.left(at * cell) : shape.right(at * cell);
      const double after = is_left ? turned.left(at * cell) : turned.right(at * cell);
      differs = differs || std::abs(before - after) > kDiffers * cell;
    }
  }
  if (!differs || !turned.possible()) return;
  if (evidence_in(grid, turned) * 1000 < evidence_in(grid, shape) * kKept) return;
  shape = turned;
  if (kind == model::Sector::Kind::Linear) {
    kind = (*slopes)[0] == (*slopes)[1] ? model::Sector::Kind::Steered : model::Sector::Kind::Trapezoid;
  }
}

}  // namespace vision
