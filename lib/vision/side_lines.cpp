#include "vision/side_lines.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace vision {
namespace {

constexpr int kSideRun = 3;             // cells beside each other with evidence: more than a mark
constexpr double kNearSide = 1;         // cells
constexpr int kGap = 8;                 // cells
constexpr std::size_t kLeastRows = 14;  // for a side line
constexpr std::size_t kApart = 6;       // rows that tell a slope
constexpr std::size_t kFewBeyond = 12;  // fewer than the rows by this may have evidence beyond a side line
constexpr double kNearSides = 0.35;     // of the depth: how far side lines are looked for
constexpr double kSideDiffers = 1;      // cells: a side this far from the line next to the probe is turned
constexpr double kMostTurn = 0.5;       // of slopes
constexpr double kNotParallel = 0.06;   // of slopes
constexpr double kNotEven = 0.15;       // difference of a trapezoid's slopes, as a share
constexpr double kLeastSlope = 0.08;    // of a trapezoid or parallelogram that looked like a rectangle
constexpr int kKept = 990;              // of the evidence, in 1/1000

// How the first `count` places are to a line: on it, or beyond it, seen from the middle of the shape.
struct Agreeing {
  std::size_t near = 0;
  std::size_t beyond = 0;
};

Agreeing agreeing(const std::vector<double>& places, std::size_t count, const SideLine& line, int way) {
  Agreeing found;
  for (std::size_t i = 0; i < count; ++i) {
    const double off = (places[i] - line.start - line.slope * static_cast<double>(i)) * way;
    found.near += std::abs(off) <= kNearSide;
    found.beyond += off > kNearSide;
  }
  return found;
}

// Least squares through those of the first `count` places that are near a line.
SideLine through_near(const std::vector<double>& places, std::size_t count, const SideLine& line) {
  double n = 0;
  double row = 0;
  double square = 0;
  double sum = 0;
  double moment = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = static_cast<double>(i);
    if (std::abs(line.start + line.slope * at - places[i]) > kNearSide) continue;
    n += 1;
    row += at;
    square += at * at;
    sum += places[i];
    moment += places[i] * at;
  }
  const double slope = (moment * n - sum * row) / (square * n - row * row);
  return {slope, (sum - slope * row) / n};
}

// The line that most of the first `count` places are on, and hardly any is beyond: shadows are within. None if fewer
// than three in five are on it.
std::optional<SideLine> line_of(const std::vector<double>& places, std::size_t count, int way) {
  SideLine best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + kApart; j < count; ++j) {
      const double slope = (places[j] - places[i]) / static_cast<double>(j - i);
      const SideLine line{slope, places[i] - slope * static_cast<double>(i)};
      const Agreeing found = agreeing(places, count, line, way);
      if (found.near <= most || found.beyond * kFewBeyond > count) continue;
      best = line;
      most = found.near;
    }
  }
  if (most * 5 < count * 3) return std::nullopt;
  return through_near(places, count, best);
}

// The longest part from the top in which the places are on a line.
std::optional<SideLine> longest_line(const std::vector<double>& places, int way) {
  for (std::size_t n = places.size(); n >= kLeastRows; n = std::min(n - 1, n * 7 / 8)) {
    if (const std::optional<SideLine> line = line_of(places, n, way)) return line;
  }
  return std::nullopt;
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

}  // namespace

std::optional<SideLines> near_side_lines(const ScoreGrid& grid, const Shape& shape, int middle) {
  const int top = first_row(grid, shape);
  const double depth = shape.at[Shape::Bottom] / grid.cell() - top;
  if (depth * kNearSides < kLeastRows) return std::nullopt;
  const auto most = static_cast<std::size_t>(depth * kNearSides);
  const std::vector<double> left = ends_of_rows(grid, middle, top, most, -1);
  const std::vector<double> right = ends_of_rows(grid, middle, top, most, 1);
  const std::optional<SideLine> a = longest_line(left, -1);
  const std::optional<SideLine> b = longest_line(right, 1);
  if (!a || !b) return std::nullopt;
  return SideLines{{*a, *b}, top, static_cast<int>(kLeastRows)};
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
      differs = differs || std::abs(before - after) > kSideDiffers * cell;
    }
  }
  if (!differs || !turned.possible()) return;
  const ScoreGrid evidence = grid.evidence();
  if (score(evidence, turned) * 1000 < score(evidence, shape) * kKept) return;
  shape = turned;
  if (kind == model::Sector::Kind::Linear) {
    kind = (*slopes)[0] == (*slopes)[1] ? model::Sector::Kind::Steered : model::Sector::Kind::Trapezoid;
  }
}

}  // namespace vision
