#include "vision/measure.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "vision/evidence.h"
#include "vision/score_map.h"

namespace vision {
namespace {

// The pixel in the middle of each cell decides.
cv::Mat mask_of(const ScoreGrid& grid, int width, int height, const model::Sector& sector) {
  cv::Mat mask(grid.height(), grid.width(), CV_8U);
  for (int y = 0; y < grid.height(); ++y) {
    const int row = std::min(y * grid.cell() + grid.cell() / 2, height - 1);
    for (int x = 0; x < grid.width(); ++x) {
      const int column = std::min(x * grid.cell() + grid.cell() / 2, width - 1);
      mask.at<std::uint8_t>(y, x) = sector.contains(column, row) ? 255 : 0;
    }
  }
  return mask;
}

cv::Mat evident_in(const ScoreGrid& grid) {
  cv::Mat evident(grid.height(), grid.width(), CV_8U);
  for (int y = 0; y < grid.height(); ++y) {
    for (int x = 0; x < grid.width(); ++x) evident.at<std::uint8_t>(y, x) = grid.at(x, y) > 0 ? 255 : 0;
  }
  return evident;
}

int permille(std::int64_t part, std::int64_t all) {
  return all > 0 ? static_cast<int>(std::clamp<std::int64_t>(part * 1000 / all, 0, 1000)) : 0;
}

// The rim of the mask, without the picture's edges; counted where evidence is within a cell of it.
int edges_of(const cv::Mat& mask, const cv::Mat& evident) {
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  cv::Mat inner;
  cv::Mat near;
  cv::erode(mask, inner, square);  // outside of the picture counts as inside
  cv::dilate(evident, near, square);
  const cv::Mat rim = mask & ~inner;
  return permille(cv::countNonZero(rim & near), cv::countNonZero(rim));
}

int moving_of(const cv::Mat& mask, const ScoreGrid& grid, const Evidence& evidence) {
  std::int64_t moving = 0;
  std::int64_t all = 0;
  for (int y = 0; y < grid.height(); ++y) {
    for (int x = 0; x < grid.width(); ++x) {
      if (mask.at<std::uint8_t>(y, x) == 0) continue;
      const std::size_t row = std::min(y * grid.cell() + grid.cell() / 2, evidence.height() - 1);
      const std::size_t column = std::min(x * grid.cell() + grid.cell() / 2, evidence.width() - 1);
      const std::size_t i = row * static_cast<std::size_t>(evidence.width()) + column;
      ++all;
      moving += evidence.maximum()[i] - evidence.minimum()[i] >= kStill;
    }
  }
  return permille(moving, all);
}

}  // namespace

Agreement agreement_of(const ScoreGrid& grid, const Evidence& evidence, const model::Sector& sector) {
  const cv::Mat mask = mask_of(grid, evidence.width(), evidence.height(), sector);
  const cv::Mat evident = evident_in(grid);
  Agreement found;
  found.filled = permille(cv::countNonZero(mask & evident), cv::countNonZero(mask));
  found.outside = permille(cv::countNonZero(evident & ~mask), cv::countNonZero(evident));
  found.edges = edges_of(mask, evident);
  found.moving = moving_of(mask, grid, evidence);
  return found;
}

int seen_edges(const ScoreGrid& grid, const model::Sector& sector) {
  return edges_of(mask_of(grid, grid.width() * grid.cell(), grid.height() * grid.cell(), sector), evident_in(grid));
}

}  // namespace vision
