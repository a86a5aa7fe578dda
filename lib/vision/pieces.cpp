#include "vision/pieces.h"

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace vision {
namespace {

constexpr int kLargeShare = 8;   // a piece of more than the largest one's size by this is large
constexpr int kHoleShare = 400;  // a hole of less than the picture's size by this is filled
constexpr int kGapShare = 6;     // of the most evidence in a column: less is a gap
constexpr int kNear = 5;         // cells

cv::Mat box_of(int size) { return cv::getStructuringElement(cv::MORPH_RECT, {size, size}); }

// What hardly has evidence in any row parts sectors that stand side by side.
void clear_gaps(cv::Mat& mask, const ScoreGrid& grid) {
  std::vector<int> counts(grid.width());
  for (int y = 0; y < grid.height(); ++y) {
    for (int x = 0; x < grid.width(); ++x) counts[x] += grid.at(x, y) > 0;
  }
  const int most = *std::max_element(counts.begin(), counts.end());
  for (int x = 0; x < grid.width(); ++x) {
    if (counts[x] * kGapShare < most) mask.col(x).setTo(0);
  }
}

// Where the evidence is, with small dark places inside it.
cv::Mat without_holes(const ScoreGrid& grid) {
  cv::Mat dark(grid.height(), grid.width(), CV_8U);
  for (int y = 0; y < grid.height(); ++y) {
    for (int x = 0; x < grid.width(); ++x) dark.at<std::uint8_t>(y, x) = grid.at(x, y) > 0 ? 0 : 255;
  }
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  cv::connectedComponentsWithStats(dark, labels, stats, centres, 4, CV_32S);
  const int small = grid.width() * grid.height() / kHoleShare;
  cv::Mat mask(grid.height(), grid.width(), CV_8U);
  for (int i = 0; i < grid.width() * grid.height(); ++i) {
    const int label = labels.ptr<int>()[i];
    mask.data[i] = label == 0 || stats.at<int>(label, cv::CC_STAT_AREA) < small ? 255 : 0;
  }
  clear_gaps(mask, grid);
  return mask;
}

bool is_within(const model::Region& inner, const model::Region& outer) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}

// Shadows part a sector: pieces in the box of a larger one belong to it.
void join_enclosed(std::vector<Piece>& pieces, std::vector<int>& labels) {
  std::vector<int> joined(pieces.size() + 1);
  std::iota(joined.begin(), joined.end(), 0);
  std::vector<Piece> apart;
  for (const Piece& piece : pieces) {
    const auto around =
        std::ranges::find_if(apart, [&](const Piece& other) { return is_within(piece.box, other.box); });
    if (around == apart.end()) {
      apart.push_back(piece);
      continue;
    }
    around->cells += piece.cells;
    joined[piece.label] = around->label;
  }
  for (int& label : labels) label = joined[label];
  pieces = std::move(apart);
}

}  // namespace

Pieces::Pieces(const ScoreGrid& grid, int gap) {
  cv::Mat opened;
  cv::morphologyEx(without_holes(grid), opened, cv::MORPH_OPEN, box_of(gap));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(opened, labels, stats, centres, 8, CV_32S);
  labels_.assign(labels.begin<int>(), labels.end<int>());
  std::vector<Piece> pieces;
  for (int i = 1; i < count; ++i) {
    const int* row = stats.ptr<int>(i);
    pieces.push_back({{row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH], row[cv::CC_STAT_HEIGHT]},
                      row[cv::CC_STAT_AREA],
                      i});
  }
  std::ranges::stable_sort(pieces, [](const Piece& a, const Piece& b) { return a.cells > b.cells; });
  join_enclosed(pieces, labels_);
  for (const Piece& piece : pieces) {
    if (piece.cells * kLargeShare > pieces.front().cells) large_.push_back(piece);
  }
}

ScoreGrid Pieces::only(const ScoreGrid& grid, const Piece& piece) const {
  cv::Mat mask(grid.height(), grid.width(), CV_8U);
  for (std::size_t i = 0; i < labels_.size(); ++i) mask.data[i] = labels_[i] == piece.label ? 255 : 0;
  cv::Mat near;
  cv::dilate(mask, near, box_of(kNear));
  std::vector<std::int32_t> scores(labels_.size());
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const int score = grid.at(static_cast<int>(i) % grid.width(), static_cast<int>(i) / grid.width());
    const bool other = labels_[i] != 0 && labels_[i] != piece.label;
    scores[i] = other ? -grid.cell() * grid.cell() : near.data[i] != 0 ? score : std::min(score, 0);
  }
  return {grid.width(), grid.height(), grid.cell(), std::move(scores)};
}

ScoreGrid Pieces::cells_of(const ScoreGrid& grid, const Piece& piece) const {
  std::vector<std::int32_t> ones(labels_.size());
  for (std::size_t i = 0; i < labels_.size(); ++i) ones[i] = labels_[i] == piece.label ? 1 : 0;
  return {grid.width(), grid.height(), grid.cell(), std::move(ones)};
}

}  // namespace vision
