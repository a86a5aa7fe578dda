#include "vision/extent.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace vision {
namespace {

std::pair<double, double> ends_of(const std::vector<std::int64_t>& sums, std::int64_t few, int cell) {
  const int count = static_cast<int>(sums.size());
  int from = 0;
  for (std::int64_t seen = sums[0]; seen <= few && from + 1 < count; seen += sums[from]) ++from;
  int to = count;
  for (std::int64_t seen = sums[count - 1]; seen <= few && to - 1 > from; seen += sums[to - 1]) --to;
  return {static_cast<double>(from) * cell, static_cast<double>(to) * cell};
}

}  // namespace

Extent extent_of(const ScoreGrid& grid) {
  std::vector<std::int64_t> columns(grid.width());
  std::vector<std::int64_t> rows(grid.height());
  for (int y = 0; y < grid.height(); ++y) {
    for (int x = 0; x < grid.width(); ++x) {
      const int score = std::max(grid.at(x, y), 0);
      columns[x] += score;
      rows[y] += score;
    }
  }
  const std::int64_t few = grid.positive() / 200;
  const auto x = ends_of(columns, few, grid.cell());
  const auto y = ends_of(rows, few, grid.cell());
  return {x.first, y.first, x.second, y.second};
}

Shape start_shape(const ScoreGrid& grid, const Extent& extent) {
  const double cell = grid.cell();
  Shape shape;
  shape.row_above = extent.top;
  shape.row_below = std::max(extent.bottom, extent.top + 4 * cell);
  shape.at = {extent.left, extent.left, extent.right,        extent.right,        extent.top, shape.row_below,
              0,           0,           grid.width() * cell, grid.height() * cell};
  return shape;
}

}  // namespace vision
