#include "vision/score_map.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "vision/evidence.h"

namespace vision {
namespace {

constexpr int kColoured = 72;    // difference between channels
constexpr int kFaint = 20;       // what does not move and is as near the backdrop may be the noise of a scanner
constexpr int kThreshold = 2;    // levels from the backdrop's
constexpr int kAround = 6;       // evidence is as far from the backdrop's level as what is around it, divided by this
constexpr int kBlock = 15;       // pixels around, as far as traces of an edge go
constexpr int kSmallPiece = 20;  // a piece of less than the largest one's size by this is small

// How far each pixel is from the backdrop's level.
cv::Mat distances(const Evidence& evidence, const Backdrop& backdrop) {
  cv::Mat distance(evidence.height(), evidence.width(), CV_8U);
  const auto maximum = evidence.maximum();
  for (std::size_t i = 0; i < maximum.size(); ++i) {
    distance.data[i] = static_cast<std::uint8_t>(std::abs(maximum[i] - backdrop.level));
  }
  return distance;
}

cv::Mat greatest_around(const cv::Mat& distance) {
  cv::Mat greatest;
  cv::dilate(distance, greatest, cv::getStructuringElement(cv::MORPH_RECT, {kBlock, kBlock}));
  return greatest;
}

int score_of(int distance, int around) {
  if (distance < kThreshold || distance * kAround < around) return kAgainst;
  return std::min(kFor, kFor * (1 + distance - kThreshold) / 2);
}

// Small pieces say nothing: letters, marks, dust. Weak evidence counts near large pieces only.
void drop_small_pieces(std::vector<std::int32_t>& cells, int width, int height, int dense) {
  cv::Mat mask(height, width, CV_8U);
  for (int i = 0; i < width * height; ++i) mask.data[i] = cells[static_cast<std::size_t>(i)] >= dense ? 255 : 0;
  cv::Mat opened;
  cv::morphologyEx(mask, opened, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(opened, labels, stats, centres, 8, CV_32S);
  int largest = 0;
  for (int i = 1; i < count; ++i) largest = std::max(largest, stats.at<int>(i, cv::CC_STAT_AREA));
  for (int i = 0; i < width * height; ++i) {
    const int label = labels.ptr<int>()[i];
    const bool large = label > 0 && stats.at<int>(label, cv::CC_STAT_AREA) * kSmallPiece >= largest;
    mask.data[i] = large ? 255 : 0;
  }
  cv::dilate(mask, opened, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
  for (int i = 0; i < width * height; ++i) {
    std::int32_t& cell = cells[static_cast<std::size_t>(i)];
    if (cell > 0 && opened.data[i] == 0) cell = 0;
  }
}

// Whether a still shows an even surface here: a bar or a box of the screen.
bool is_even(std::span<const std::uint8_t> luma, std::size_t i, std::size_t width) {
  const int level = luma[i];
  int most = 0;
  for (const std::size_t j :
       {i - width - 1, i - width, i - width + 1, i - 1, i + 1, i + width - 1, i + width, i + width + 1}) {
    most = std::max(most, std::abs(luma[j] - level));
  }
  return most <= 1;
}

}  // namespace

Backdrop find_backdrop(const Evidence& evidence) {
  const int width = evidence.width();
  const int height = evidence.height();
  const auto maximum = evidence.maximum();
  const auto minimum = evidence.minimum();
  const int rim = std::max(2, std::min(width, height) / 60);
  std::array<std::int64_t, 256> levels{};
  std::int64_t all = 0;
  std::int64_t moving = 0;
  for (int y = 0; y < height; ++y) {
    const bool edge_row = y < rim || y >= height - rim;
    for (int x = 0; x < width; ++x) {
      const std::size_t i = static_cast<std::size_t>(y) * width + x;
      const bool moves = maximum[i] - minimum[i] >= kStill;
      moving += moves;
      if (!edge_row && x >= rim && x < width - rim) continue;
      ++all;
      ++levels[maximum[i]];
    }
  }
  Backdrop found;
  found.moves = moving * 20 > std::int64_t{width} * height;
  std::int64_t most = -1;
  for (int level = 0; level < 128; ++level) {
    const std::int64_t near = levels[level] * 2 + levels[level + 1] + (level > 0 ? levels[level - 1] : 0);
    if (near > most) {
      most = near;
      found.level = level;
    }
  }
  std::int64_t at = 0;
  for (int level = std::max(0, found.level - 1); level <= found.level + 1; ++level) at += levels[level];
  found.share = static_cast<int>(at * 1000 / std::max<std::int64_t>(all, 1));
  return found;
}

ScoreGrid score_map(const Evidence& evidence, const Backdrop& backdrop, int cell) {
  const int width = (evidence.width() + cell - 1) / cell;
  const int height = (evidence.height() + cell - 1) / cell;
  const cv::Mat distance = distances(evidence, backdrop);
  const cv::Mat around = greatest_around(distance);
  const auto maximum = evidence.maximum();
  const auto minimum = evidence.minimum();
  const auto colour = evidence.colour();
  std::vector<std::int32_t> cells(static_cast<std::size_t>(width) * height);
  for (int y = 0; y < evidence.height(); ++y) {
    std::int32_t* row = &cells[static_cast<std::size_t>(y / cell) * width];
    const std::size_t first = static_cast<std::size_t>(y) * evidence.width();
    const bool inner_row = y > 0 && y + 1 < evidence.height();
    for (int x = 0; x < evidence.width(); ++x) {
      const std::size_t i = first + x;
      int score = score_of(distance.data[i], around.data[i]);
      const bool still = backdrop.moves && maximum[i] - minimum[i] < kStill;
      const bool coloured = !colour.empty() && colour[i] > kColoured && (still || !backdrop.moves);
      if (score > 0 && (coloured || still)) score = !coloured && distance.data[i] <= kFaint ? 1 : 0;
      if (score > 0 && !backdrop.moves && inner_row && x > 0 && x + 1 < evidence.width() &&
          is_even(maximum, i, evidence.width()))
        score = 0;
      row[x / cell] += score;
    }
  }
  drop_small_pieces(cells, width, height, kFor * cell * cell / 3);
  return {width, height, cell, std::move(cells)};
}

}  // namespace vision
