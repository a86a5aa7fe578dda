#include "vision/shape.h"

#include <algorithm>
#include <cmath>

namespace vision {
namespace {

constexpr double kSteepestSide = 2.5;
constexpr double kFlattestFan = 0.15;
constexpr int kFine = 16;

// In 1/16 cell, inside the grid.
int fine(double pixels, int cell, int cells) {
  const double value = std::floor(pixels * kFine / cell + 0.5);
  return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(cells * kFine)));
}

// How much of a row of cells is between two heights, in 1/16.
int covered(int row, int from, int to) {
  return std::max(0, std::min(to, (row + 1) * kFine) - std::max(from, row * kFine));
}

class Rows {
 public:
  Rows(const ScoreGrid& grid, const Shape& shape) : grid_(grid), shape_(shape) {
    cut_left_ = fine_x(shape.at[Shape::CutLeft]);
    cut_right_ = fine_x(shape.at[Shape::CutRight]);
  }

  std::int64_t quad(int row) const {
    const double y = (row + 0.5) * grid_.cell();
    return between(row, fine_x(shape_.left(y)), fine_x(shape_.right(y)));
  }

  std::int64_t fan(int row, const std::array<double, 2>& apex, double inner, double outer) const {
    const double y = (row + 0.5) * grid_.cell();
    const double down = y - apex[1];
    if (down <= 0 || down >= outer) return 0;
    const double wide = std::sqrt(outer * outer - down * down);
    const int left = fine_x(std::max(shape_.left(y), apex[0] - wide));
    const int right = fine_x(std::min(shape_.right(y), apex[0] + wide));
    if (down >= inner) return between(row, left, right);
    const double narrow = std::sqrt(inner * inner - down * down);
    return between(row, left, std::min(right, fine_x(apex[0] - narrow))) +
           between(row, std::max(left, fine_x(apex[0] + narrow)), right);
  }

 private:
  int fine_x(double x) const { return fine(x, grid_.cell(), grid_.width()); }
  std::int64_t between(int row, int left, int right) const {
    left = std::max(left, cut_left_);
    right = std::min(right, cut_right_);
    return left < right ? grid_.left_of(right, row) - grid_.left_of(left, row) : 0;
  }

  const ScoreGrid& grid_;
  const Shape& shape_;
  int cut_left_;
  int cut_right_;
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
  if (!fan) return left(at[Top]) < right(at[Top]) && left(at[Bottom]) < right(at[Bottom]);
  if (right_slope() - left_slope() < kFlattestFan || left_slope() > 0 || right_slope() < 0) return false;
  return apex()[1] <= at[Top];
}

std::int64_t score(const ScoreGrid& grid, const Shape& shape) {
  const Rows rows(grid, shape);
  const auto fine_y = [&](double y) { return fine(y, grid.cell(), grid.height()); };
  const double top = shape.fan ? shape.at[Shape::CutTop] : std::max(shape.at[Shape::Top], shape.at[Shape::CutTop]);
  const double bottom = std::min(shape.at[Shape::Bottom], shape.at[Shape::CutBottom]);
  const int from = fine_y(top);
  const int to = fine_y(bottom);
  std::array<double, 2> apex{};
  if (shape.fan) apex = shape.apex();
  std::int64_t sum = 0;
  for (int row = from / kFine; row * kFine < to; ++row) {
    const std::int64_t inside =
        shape.fan ? rows.fan(row, apex, shape.at[Shape::Top] - apex[1], shape.at[Shape::Bottom] - apex[1])
                  : rows.quad(row);
    sum += inside * covered(row, from, to);
  }
  return sum;
}

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
