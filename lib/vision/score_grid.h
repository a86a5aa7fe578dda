#pragma once

#include <cstdint>
#include <vector>

namespace vision {

/// How much speaks for (above 0) or against (below 0) a place being scanned, in square cells of the picture.
class ScoreGrid {
 public:
  /// `scores`: row after row, the sum of a cell's pixels.
  ScoreGrid(int width, int height, int cell, std::vector<std::int32_t> scores);

  int width() const { return width_; }    ///< in cells
  int height() const { return height_; }  ///< in cells
  int cell() const { return cell_; }      ///< length of a cell's side, in pixels
  std::int32_t at(int x, int y) const { return scores_[index(x, y)]; }
  /// 16 times the sum of the scores of row `y` left of `x`, which is in 1/16 cell and in [0, 16 * width()].
  std::int64_t left_of(int x, int y) const {
    const int column = x / 16;
    const std::int64_t whole = std::int64_t{prefix_[static_cast<std::size_t>(y) * (width_ + 1) + column]} * 16;
    return x % 16 == 0 ? whole : whole + std::int64_t{x % 16} * at(column, y);
  }
  std::int64_t total() const { return total_; }
  std::int64_t positive() const { return positive_; }  ///< the sum of the scores above 0
  /// Of the same cells: 1 where the score is above 0, else 0.
  ScoreGrid evidence() const;
  /// Of the same cells: 1 everywhere.
  ScoreGrid ones() const;
  /// The same with cells `factor` times as wide and high.
  ScoreGrid coarser(int factor) const;

 private:
  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * width_ + x; }

  int width_;
  int height_;
  int cell_;
  std::vector<std::int32_t> scores_;
  std::vector<std::int32_t> prefix_;
  std::int64_t total_ = 0;
  std::int64_t positive_ = 0;
};

}  // namespace vision
