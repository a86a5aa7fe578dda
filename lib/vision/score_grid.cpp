#include "vision/score_grid.h"

#include <algorithm>
#include <utility>

namespace vision {

ScoreGrid::ScoreGrid(int width, int height, int cell, std::vector<std::int32_t> scores)
    : width_(width),
      height_(height),
      cell_(cell),
      scores_(std::move(scores)),
      prefix_(static_cast<std::size_t>(width + 1) * static_cast<std::size_t>(height)) {
  for (int y = 0; y < height_; ++y) {
    std::int32_t sum = 0;
    std::int32_t* row = &prefix_[static_cast<std::size_t>(y) * (width_ + 1)];
    for (int x = 0; x < width_; ++x) {
      sum += at(x, y);
      row[x + 1] = sum;
      positive_ += std::max(at(x, y), 0);
    }
    total_ += sum;
  }
}

ScoreGrid ScoreGrid::evidence() const {
  std::vector<std::int32_t> marks(scores_.size());
  std::ranges::transform(scores_, marks.begin(), [](std::int32_t score) { return score > 0 ? 1 : 0; });
  return {width_, height_, cell_, std::move(marks)};
}

ScoreGrid ScoreGrid::ones() const { return {width_, height_, cell_, std::vector<std::int32_t>(scores_.size(), 1)}; }

ScoreGrid ScoreGrid::coarser(int factor) const {
  const int width = (width_ + factor - 1) / factor;
  const int height = (height_ + factor - 1) / factor;
  std::vector<std::int32_t> sums(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) sums[static_cast<std::size_t>(y / factor) * width + x / factor] += at(x, y);
  }
  return {width, height, cell_ * factor, std::move(sums)};
}

}  // namespace vision
