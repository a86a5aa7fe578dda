#include "vision/overlay_mask.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "model/found_sector.h"
#include "model/mask.h"
#include "vision/backdrop.h"
#include "vision/evidence.h"
#include "vision/panel.h"

namespace vision {
namespace {

constexpr int kDiffers = 40;      // levels from the level around the sector
constexpr int kVivid = 56;        // difference of channels
constexpr int kVividInside = 96;  // tissue may be tinted
constexpr int kStandsOut = 110;   // levels above what surrounds a pixel in all pictures
constexpr int kSteady = 40;       // levels that a drawn pixel varies by, as lossy codecs make it
constexpr int kNearlyWhite = 180;
constexpr int kSmearShare = 100;  // of the picture's shorter side: echoes are smeared this far out of the sector
constexpr int kEchoPart = 40;     // of the shorter side: bright lines of echoes are longer
constexpr int kStrokePart = 24;   // of the shorter side: strokes are narrower

cv::Mat view_of(const Evidence& evidence, std::span<const std::uint8_t> pixels) {
  return {evidence.height(), evidence.width(), CV_8U, const_cast<std::uint8_t*>(pixels.data())};
}

cv::Mat square(int size) { return cv::getStructuringElement(cv::MORPH_RECT, {size, size}); }

cv::Mat sector_mask(const model::Sector& sector, int width, int height) {
  cv::Mat mask(height, width, CV_8U, cv::Scalar(0));
  std::size_t at = 0;
  bool inside = false;
  for (const std::uint32_t run : model::mask_runs(sector, width, height)) {
    if (inside) std::fill_n(mask.data + at, run, std::uint8_t{255});
    at += run;
    inside = !inside;
  }
  return mask;
}

// The most common level outside of the panel.
int level_around(const cv::Mat& high, const model::Region& panel) {
  std::array<int, 256> levels{};
  for (int y = 0; y < high.rows; ++y) {
    const bool beside = y < panel.y || y >= panel.y + panel.height;
    for (int x = 0; x < high.cols; ++x) {
      if (beside || x < panel.x || x >= panel.x + panel.width) ++levels[high.at<std::uint8_t>(y, x)];
    }
  }
  return static_cast<int>(std::ranges::max_element(levels) - levels.begin());
}

// What differs from the level around it, in the picture that has the greatest luma.
cv::Mat differing(const Evidence& evidence, const cv::Mat& high) {
  const model::Region panel = find_panel(evidence);
  const model::Region whole{0, 0, evidence.width(), evidence.height()};
  cv::Mat mask;
  const auto differ = [](const cv::Mat& from, int level, cv::Mat& to) {
    cv::Mat difference;
    cv::absdiff(from, cv::Scalar(level), difference);
    cv::compare(difference, kDiffers, to, cv::CMP_GE);
  };
  if (panel == whole) {
    differ(high, find_backdrop(evidence).level, mask);
    return mask;
  }
  differ(high, level_around(high, panel), mask);
  const cv::Rect inside(panel.x, panel.y, panel.width, panel.height);
  cv::Mat part = mask(inside);
  differ(high(inside), find_backdrop(evidence.cropped(panel)).level, part);
  return mask;
}

// The levels of bright lines that are level or slope by at most 40 degrees, as the pleura and the skin are: echoes
// lie along the probe's face.
cv::Mat lines_of_echoes(const cv::Mat& low) {
  // Rise of a line over its half length, in 1/100.
  constexpr std::array kSlopes{-84, -36, 0, 36, 84};
  const int half = std::max(7, std::min(low.rows, low.cols) / kEchoPart) / 2;
  cv::Mat lines(low.size(), CV_8U, cv::Scalar(0));
  for (const int slope : kSlopes) {
    cv::Mat kernel(2 * half + 1, 2 * half + 1, CV_8U, cv::Scalar(0));
    cv::line(kernel, {0, half + half * slope / 100}, {2 * half, half - half * slope / 100}, cv::Scalar(1));
    cv::Mat opened;
    cv::morphologyEx(low, opened, cv::MORPH_OPEN, kernel);
    cv::max(lines, opened, lines);
  }
  return lines;
}

// What stands out in all pictures, nearly white or vividly coloured: speckle that hardly moves does neither.
cv::Mat standing_out(const Evidence& evidence, const cv::Mat& high, const cv::Mat& low, const cv::Mat& inside) {
  const int stroke = std::max(5, std::min(evidence.width(), evidence.height()) / kStrokePart) | 1;
  cv::Mat above;
  cv::morphologyEx(low, above, cv::MORPH_TOPHAT, square(stroke));
  cv::Mat mask = (above >= kStandsOut) & (low >= kNearlyWhite);
  const cv::Rect part = cv::boundingRect(mask & inside);
  if (!part.empty()) {
    const int margin = high.rows / kEchoPart + 8;
    const cv::Rect wide =
        cv::Rect(part.x - margin, part.y - margin, part.width + 2 * margin, part.height + 2 * margin) &
        cv::Rect(0, 0, low.cols, low.rows);
    const cv::Mat here = low(wide);
    mask(wide) &= here - lines_of_echoes(here) >= kStandsOut / 2;
  }
  if (!evidence.colour().empty()) mask |= view_of(evidence, evidence.colour()) >= kVividInside;
  return mask & (high - low <= kSteady);
}

}  // namespace

cv::Mat overlay_mask(const Evidence& evidence, const model::FoundSector& found) {
  const cv::Mat high = view_of(evidence, evidence.maximum());
  const cv::Mat low = view_of(evidence, evidence.minimum());
  cv::Mat inside = sector_mask(found.sector, evidence.width(), evidence.height());
  const int edge = 2 * std::max(2, std::min(high.rows, high.cols) / kSmearShare) + 1;
  cv::dilate(inside, inside, square(edge));
  cv::Mat mask = differing(evidence, high);
  if (!evidence.colour().empty()) mask |= view_of(evidence, evidence.colour()) >= kVivid;
  standing_out(evidence, high, low, inside).copyTo(mask, inside);
  return mask;
}

}  // namespace vision
