#include "vision/score_map.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "vision/evidence.h"

namespace vision {
namespace {

constexpr int kColoured = 72;  // difference between channels
constexpr int kFaint = 20;     // what does not move and is as near the backdrop may be the noise of a scanner
constexpr int kEven = 8;       // an even surface that does not move and is not so near is drawn
constexpr int kThreshold = 2;  // levels from the backdrop's, at least
constexpr int kAround = 6;     // evidence is as far from the backdrop's level as what is around it, divided by this
constexpr int kBlock = 15;     // pixels around, as far as traces of an edge go
constexpr int kFaintFor = 1;
constexpr int kStillFor = 10;      // the score of what does not move but is part of a piece that does
constexpr int kDense = 3;          // more than this part of a piece's pixels is evidence
constexpr int kJoined = 5;         // cells: pieces that are nearer are one
constexpr int kDrawnNoise = 12;    // more than a pixel's distance from the backdrop by this
constexpr int kLivelyPiece = 4;    // of a piece's area more than this part moves
constexpr int kFrozenPiece = 3;    // of a moving piece's area at least this part
constexpr int kDarker = 2;         // levels by which the inside of a sector is darker than a lighter screen
constexpr int kLeastBox = 12;      // pixels
constexpr int kLargestBox = 12;    // a box takes less than the picture's area by this
constexpr int kAlike = 3;          // boxes
constexpr int kMedian = 5;         // pixels
constexpr int kSmallPiece = 10;    // a piece of less than the largest one's size by this is small
constexpr int kAboveStrip = 40;    // the same for the sector above the strip of M-mode
constexpr int kFrozenAbove = 8;    // the same if it stands still
constexpr int kHardlyLively = 20;  // of the area of that sector more than this part moves
constexpr int kSmallStill = 5;     // the same in a still, where boxes with pictures cannot be told from tissue

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

// Without lone pixels and thin strokes.
cv::Mat medians(const Evidence& evidence) {
  cv::Mat maximum(evidence.height(), evidence.width(), CV_8U);
  std::copy(evidence.maximum().begin(), evidence.maximum().end(), maximum.data);
  cv::Mat median;
  cv::medianBlur(maximum, median, kMedian);
  return median;
}

// Black boxes of a lighter screen with nothing but the screen around them, and all that is in them: thumbnails, fields.
// In a still, where they cannot be told from a small sector, only several that are alike.
cv::Mat boxes_of(const Evidence& evidence, const Backdrop& backdrop, const cv::Mat& median) {
  cv::Mat boxes = cv::Mat::zeros(evidence.height(), evidence.width(), CV_8U);
  if (backdrop.level < kDarker) return boxes;
  cv::Mat dark = boxes.clone();
  for (std::size_t i = 0; i < evidence.maximum().size(); ++i) {
    const int below = backdrop.level - median.data[i];
    const bool still = evidence.maximum()[i] - evidence.minimum()[i] < kStill;
    dark.data[i] = below >= kDarker && below * 2 >= backdrop.level && still ? 255 : 0;
  }
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(dark, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  const cv::Rect whole(0, 0, boxes.cols, boxes.rows);
  std::vector<cv::Rect> found;
  for (const auto& outline : outlines) {
    const cv::Rect box = cv::boundingRect(outline);
    if (std::min(box.width, box.height) < kLeastBox || box.area() * kLargestBox > whole.area()) continue;
    if (cv::contourArea(outline) * 10 < (box.width - 1) * (box.height - 1) * 9) continue;
    const cv::Rect inner = (box + cv::Size(4, 4) - cv::Point(2, 2)) & whole;  // with its frame
    const cv::Rect outer = (inner + cv::Size(4, 4) - cv::Point(2, 2)) & whole;
    const auto screen = [&](const cv::Rect& part) {
      return cv::countNonZero(cv::abs(median(part) - backdrop.level) <= kThreshold);
    };
    if ((screen(outer) - screen(inner)) * 10 >= (outer.area() - inner.area()) * 8) found.push_back(inner);
  }
  for (const cv::Rect& box : found) {
    const auto is_alike = [&](const cv::Rect& other) {
      return std::abs(box.width - other.width) <= kMedian && std::abs(box.height - other.height) <= kMedian;
    };
    if (backdrop.moves || std::ranges::count_if(found, is_alike) >= kAlike) boxes(box) = 255;
  }
  return boxes;
}

// Of each cell, how many of its pixels.
struct Counts {
  std::vector<int> evident;
  std::vector<int> moving;
};

// The connected places with much evidence, and how large those are that may be tissue.
struct Marks {
  cv::Mat labels;
  std::vector<std::int64_t> moving;  // areas in cells, 0 for what hardly moves: windows that are darker than the screen
  std::vector<std::int64_t> all;
  std::vector<bool> above_strip;  // whether it may be the sector above the strip of M-mode, which is much larger
};

// Pieces that are above a large, wide rectangle, no wider than two thirds of it and at least half as high.
void find_above_strip(Marks& marks, const cv::Mat& stats, const std::vector<std::int64_t>& lively, int cell) {
  marks.above_strip.assign(marks.all.size(), false);
  const auto at = [&](std::size_t i, int what) { return stats.at<int>(static_cast<int>(i), what); };
  const std::size_t strip = std::max_element(marks.moving.begin(), marks.moving.end()) - marks.moving.begin();
  const int width = at(strip, cv::CC_STAT_WIDTH);
  const int height = at(strip, cv::CC_STAT_HEIGHT);
  if (marks.moving[strip] == 0 || width * 2 < 3 * height || marks.all[strip] * 100 < 85LL * width * height) return;
  for (std::size_t i = 1; i < marks.all.size(); ++i) {
    const bool above = at(i, cv::CC_STAT_TOP) + at(i, cv::CC_STAT_HEIGHT) <= at(strip, cv::CC_STAT_TOP);
    if (!above || at(i, cv::CC_STAT_WIDTH) * 3 > width * 2 || at(i, cv::CC_STAT_HEIGHT) * 2 < height) continue;
    if (marks.all[i] * kAboveStrip < marks.all[strip]) continue;
    const bool frozen = lively[i] * kHardlyLively < marks.all[i] * cell * cell;
    if (frozen && marks.all[i] * kFrozenAbove < marks.all[strip]) continue;
    marks.above_strip[i] = true;
    marks.moving[i] = marks.all[i];
  }
}

Marks marks_of(const Counts& counts, int width, int height, int cell) {
  cv::Mat mask(height, width, CV_8U);
  for (int i = 0; i < width * height; ++i) mask.data[i] = counts.evident[i] * kDense >= cell * cell ? 255 : 0;
  cv::Mat opened;
  cv::morphologyEx(mask, opened, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  cv::morphologyEx(opened, opened, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {kJoined, kJoined}));
  Marks marks;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(opened, marks.labels, stats, centres, 8, CV_32S);
  std::vector<std::int64_t> lively(count);
  for (int i = 0; i < width * height; ++i) lively[marks.labels.ptr<int>()[i]] += counts.moving[i];
  marks.all.assign(count, 0);
  for (int i = 1; i < count; ++i) marks.all[i] = stats.at<int>(i, cv::CC_STAT_AREA);
  marks.moving = marks.all;
  for (int i = 1; i < count; ++i) {
    if (lively[i] * kLivelyPiece < marks.all[i] * cell * cell) marks.moving[i] = 0;
  }
  find_above_strip(marks, stats, lively, cell);
  return marks;
}

// Small pieces say nothing: letters, marks, dust; nor do those whose area is 0. Weak evidence counts near the others
// only.
std::vector<std::int32_t> without_small_pieces(std::vector<std::int32_t> cells, const Marks& marks,
                                               const std::vector<std::int64_t>& area, int small) {
  const std::int64_t largest = *std::max_element(area.begin(), area.end());
  cv::Mat mask(marks.labels.rows, marks.labels.cols, CV_8U);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto label = static_cast<std::size_t>(marks.labels.ptr<int>()[i]);
    const std::int64_t size = area[label];
    mask.data[i] = size > 0 && (size * small >= largest || marks.above_strip[label]) ? 255 : 0;
  }
  cv::Mat near;
  cv::dilate(mask, near, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] > 0 && near.data[i] == 0) cells[i] = 0;
  }
  return cells;
}

// Whether a piece that does not move is as large as one that does: a frozen view beside a live one.
bool may_be_frozen(const Marks& marks) {
  const std::int64_t largest = *std::max_element(marks.moving.begin(), marks.moving.end());
  for (std::size_t i = 1; i < marks.all.size() && largest > 0; ++i) {
    if (marks.moving[i] == 0 && marks.all[i] * kFrozenPiece >= largest) return true;
  }
  return false;
}

class Scorer {
 public:
  Scorer(const Evidence& evidence, const Backdrop& backdrop)
      : backdrop_(backdrop),
        width_(evidence.width()),
        height_(evidence.height()),
        maximum_(evidence.maximum()),
        minimum_(evidence.minimum()),
        colour_(evidence.colour()),
        distance_(distances(evidence, backdrop)),
        around_(greatest_around(distance_)),
        median_(medians(evidence)),
        boxes_(boxes_of(evidence, backdrop, median_)),
        threshold_(std::max(kThreshold, backdrop.noise + 1)) {}

  bool moves(std::size_t i) const { return maximum_[i] - minimum_[i] >= kStill; }
  // Moves by more than what a codec makes of a drawing.
  bool is_lively(std::size_t i) const {
    return moves(i) && (maximum_[i] - minimum_[i]) * kDrawnNoise >= distance_.data[i];
  }

  int score(int x, int y) const {
    const std::size_t i = static_cast<std::size_t>(y) * width_ + x;
    if (boxes_.data[i] != 0) return kAgainst;
    const int below = backdrop_.level - median_.data[i];
    if (below >= kDarker && below * 2 >= backdrop_.level) return kFor;
    const int dips = backdrop_.level - minimum_[i];
    if (moves(i) && dips >= kDarker && dips * 2 >= backdrop_.level && backdrop_.moves) return kFor;
    const int distance = distance_.data[i];
    if (backdrop_.even && distance == 1 && below == -1 && around_.data[i] <= kFaint) return kFaintFor;
    if (distance < threshold_ || distance * kAround < around_.data[i]) return kAgainst;
    const bool still = !moves(i);
    const bool coloured = !colour_.empty() && colour_[i] > kColoured && (still || !backdrop_.moves);
    if (coloured) return 0;
    if ((still || !backdrop_.moves) && distance > kEven && is_even(x, y)) return kAgainst;
    if (still && backdrop_.moves) return distance <= kFaint ? kFaintFor : kStillFor;
    return std::min(kFor, kFor * (1 + distance - threshold_) / 2);
  }

 private:
  // Whether a still shows an even surface here: a bar or a box of the screen.
  bool is_even(int x, int y) const {
    if (x == 0 || y == 0 || x + 1 == width_ || y + 1 == height_) return false;
    const std::uint8_t* at = &maximum_[static_cast<std::size_t>(y) * width_ + x];
    int most = 0;
    for (const int step : {-width_ - 1, -width_, -width_ + 1, -1, 1, width_ - 1, width_, width_ + 1}) {
      most = std::max(most, std::abs(at[step] - at[0]));
    }
    return most <= 1;
  }

  const Backdrop& backdrop_;
  int width_;
  int height_;
  std::span<const std::uint8_t> maximum_;
  std::span<const std::uint8_t> minimum_;
  std::span<const std::uint8_t> colour_;
  cv::Mat distance_;
  cv::Mat around_;
  cv::Mat median_;
  cv::Mat boxes_;
  int threshold_;  // levels
};

}  // namespace

ScoreMap score_map(const Evidence& evidence, const Backdrop& backdrop, int cell) {
  const int width = (evidence.width() + cell - 1) / cell;
  const int height = (evidence.height() + cell - 1) / cell;
  const Scorer scorer(evidence, backdrop);
  std::vector<std::int32_t> cells(static_cast<std::size_t>(width) * height);
  Counts counts{std::vector<int>(cells.size()), std::vector<int>(cells.size())};
  for (int y = 0; y < evidence.height(); ++y) {
    const std::size_t row = static_cast<std::size_t>(y / cell) * width;
    for (int x = 0; x < evidence.width(); ++x) {
      const int score = scorer.score(x, y);
      const std::size_t at = row + x / cell;
      cells[at] += score;
      counts.evident[at] += score > 0;
      counts.moving[at] += !backdrop.moves || scorer.is_lively(static_cast<std::size_t>(y) * evidence.width() + x);
    }
  }
  const Marks marks = marks_of(counts, width, height, cell);
  const int small = backdrop.moves ? kSmallPiece : kSmallStill;
  ScoreMap map{{width, height, cell, without_small_pieces(cells, marks, marks.moving, small)}, std::nullopt};
  if (may_be_frozen(marks))
    map.with_still.emplace(width, height, cell, without_small_pieces(std::move(cells), marks, marks.all, small));
  return map;
}

}  // namespace vision
