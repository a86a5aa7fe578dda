#include "vision/shape.h"

#include <algorithm>
#include <cmath>

#include "vision/score_map.h"

namespace vision {
namespace {

constexpr double kSteepestSide = 2.5;
constexpr double kFlattestFan = 0.15;
constexpr double kNarrower = 0.001;  // no sector narrows with depth
constexpr int kFine = 16;
constexpr int kPoking = 8;  // a row with evidence beyond a side line costs what this many rows with an edge gain
constexpr int kEdge = 24;   // 1/16 cells on each side of an edge

// In 1/16 cell, inside the grid.
int fine(double pixels, double scale, int cells) {
  return static_cast<int>(std::clamp(pixels * scale, 0.0, static_cast<double>(cells * kFine)) + 0.5);
}

// How much of a row of cells is between two heights, in 1/16.
int covered(int row, int from, int to) {
  return std::max(0, std::min(to, (row + 1) * kFine) - std::max(from, row * kFine));
}

// The ends of a row of cells in a shape, in 1/16 cell.
class Rows {
 public:
  Rows(const ScoreGrid& grid, const Shape& shape)
      : grid_(grid), shape_(shape), scale_(static_cast<double>(kFine) / grid.cell()) {
    left_slope_ = shape.left_slope();
    right_slope_ = shape.right_slope();
    cut_left_ = fine_x(shape.at[Shape::CutLeft]);
    cut_right_ = fine_x(shape.at[Shape::CutRight]);
    left_gap_ = static_cast<int>(std::abs(left_slope_) * kFine / 2);
    right_gap_ = static_cast<int>(std::abs(right_slope_) * kFine / 2);
    if (!shape.fan) return;
    apex_ = shape.apex();
    inner_ = shape.at[Shape::Top] - apex_[1];
    outer_ = shape.at[Shape::Bottom] - apex_[1];
  }

  Sums row(int row) const {
    const double y = (row + 0.5) * grid_.cell();
    const int left = fine_x(shape_.at[Shape::LeftAbove] + left_slope_ * (y - shape_.row_above));
    const int right = fine_x(shape_.at[Shape::RightAbove] + right_slope_ * (y - shape_.row_above));
    if (!shape_.fan) return {between(row, left, right), left_edge(row, left) + right_edge(row, right)};
    const double down = y - apex_[1];
    if (down <= 0 || down >= outer_) return {};
    const double wide = std::sqrt(outer_ * outer_ - down * down);
    const int first = std::max(left, fine_x(apex_[0] - wide));
    const int last = std::min(right, fine_x(apex_[0] + wide));
    Sums sums;
    int inner_first = last;
    int inner_last = first;
    if (down < inner_) {
      const double narrow = std::sqrt(inner_ * inner_ - down * down);
      inner_first = fine_x(apex_[0] - narrow);
      inner_last = fine_x(apex_[0] + narrow);
      sums.inside = between(row, first, std::min(last, inner_first)) + between(row, std::max(first, inner_last), last);
    } else {
      sums.inside = between(row, first, last);
    }
    if (first == left && left < inner_first) sums.edges += left_edge(row, left);
    if (last == right && right > inner_last) sums.edges += right_edge(row, right);
    return sums;
  }

 private:
  int fine_x(double x) const { return fine(x, scale_, grid_.width()); }
  std::int64_t sum(int row, int left, int right) const { return grid_.left_of(right, row) - grid_.left_of(left, row); }
  std::int64_t between(int row, int left, int right) const {
    left = std::max(left, cut_left_);
    right = std::min(right, cut_right_);
    return left < right ? sum(row, left, right) : 0;
  }

  // How far a side line is an edge here, in 1/16: half of the cells within and all without. `way`: 1 if the shape is to
  // the right. A sloping line is left out as far as it crosses the row.
  std::int64_t edge(int row, int x, int gap, int way) const {
    if (x < kEdge + gap || x > grid_.width() * kFine - kEdge - gap) return 0;
    const std::int64_t right = sum(row, x + gap, x + gap + kEdge);
    const std::int64_t left = sum(row, x - gap - kEdge, x - gap);
    const std::int64_t all = std::int64_t{kEdge} * grid_.cell() * grid_.cell();
    const std::int64_t beyond = way > 0 ? left : right;
    if (beyond > 0) return -kPoking * share(beyond * 2, all * kFor);
    const std::int64_t within = share((way > 0 ? right : left) * 2, all * kFor);
    return within > 0 ? within * share(-beyond, all) / kFine : 0;
  }

  // In 1/16, from 0 to 1. Divides only where it must.
  static std::int64_t share(std::int64_t part, std::int64_t all) {
    return part <= 0 ? 0 : part >= all ? kFine : part * kFine / all;
  }

  std::int64_t left_edge(int row, int left) const { return left > cut_left_ ? edge(row, left, left_gap_, 1) : 0; }
  std::int64_t right_edge(int row, int right) const {
    return right < cut_right_ ? edge(row, right, right_gap_, -1) : 0;
  }

  const ScoreGrid& grid_;
  const Shape& shape_;
  const double scale_;  // of pixels to 1/16 cells
  double left_slope_;
  double right_slope_;
  int cut_left_;
  int cut_right_;
  int left_gap_;
  int right_gap_;
  std::array<double, 2> apex_{};
  double inner_ = 0;
  double outer_ = 0;
};

model::Point point(double x, double y) {
  return {static_cast<int>(std::floor(x * model::kPointsPerPixel + 0.5)),
          static_cast<int>(std::floor(y * model::kPointsPerPixel + 0.5))};
}

}  // namespace

std::array<double, 2> Shape::apex() const {
  const double y = row_above - (at[RightAbove] - at[LeftAbove]) / (right_slope() - left_slope());
  return {left(y), y};
}

bool Shape::possible() const {
  if (at[Bottom] - at[Top] < 4 || at[CutRight] - at[CutLeft] < 4 || at[CutBottom] - at[CutTop] < 4) return false;
  if (std::abs(left_slope()) > kSteepestSide || std::abs(right_slope()) > kSteepestSide) return false;
  if (!fan) return left(at[Top]) < right(at[Top]) && right_slope() - left_slope() > -kNarrower;
  if (right_slope() - left_slope() < kFlattestFan || left_slope() > 0 || right_slope() < 0) return false;
  return apex()[1] <= at[Top];
}

Sums sums_of(const ScoreGrid& grid, const Shape& shape) {
  const Rows rows(grid, shape);
  const auto fine_y = [&](double y) { return fine(y, static_cast<double>(kFine) / grid.cell(), grid.height()); };
  const double top = shape.fan ? shape.at[Shape::CutTop] : std::max(shape.at[Shape::Top], shape.at[Shape::CutTop]);
  const int from = fine_y(top);
  const int to = fine_y(std::min(shape.at[Shape::Bottom], shape.at[Shape::CutBottom]));
  Sums all;
  for (int row = from / kFine; row * kFine < to; ++row) {
    const Sums sums = rows.row(row);
    const int part = covered(row, from, to);
    all.inside += sums.inside * part;
    all.edges += sums.edges * part * grid.cell();
  }
  return all;
}

std::int64_t score(const ScoreGrid& grid, const Shape& shape) { return sums_of(grid, shape).inside; }

model::Sector to_sector(const Shape& shape, model::Sector::Kind kind, int width, int height) {
  const auto whole = [](double value, int limit) {
    return static_cast<int>(std::clamp(std::floor(value + 0.5), 0.0, static_cast<double>(limit)));
  };
  const int left = whole(shape.at[Shape::CutLeft], width);
  const int top = whole(shape.at[Shape::CutTop], height);
  const model::Region visible{left, top, whole(shape.at[Shape::CutRight], width) - left,
                              whole(shape.at[Shape::CutBottom], height) - top};
  if (shape.fan) {
    const auto apex = shape.apex();
    return model::make_fan(apex, {shape.at[Shape::Top] - apex[1], shape.at[Shape::Bottom] - apex[1]},
                           {shape.left_slope(), shape.right_slope()}, visible);
  }
  model::Sector sector;
  const double y0 = shape.at[Shape::Top];
  const double y1 = shape.at[Shape::Bottom];
  sector.kind = kind;
  sector.corners = {point(shape.left(y0), y0), point(shape.right(y0), y0), point(shape.right(y1), y1),
                    point(shape.left(y1), y1)};
  sector.visible = visible;
  return sector;
}

}  // namespace vision
