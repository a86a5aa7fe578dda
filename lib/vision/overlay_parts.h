#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "model/overlay.h"

namespace vision {

/// A connected piece of what was drawn, or several that belong together.
struct OverlayPart {
  model::Region box;
  int pixels = 0;
  int pieces = 1;
  bool ticks = false;  ///< made of marks at equal distances
};

/// The connected pieces of a mask; without what is too small to be drawn.
std::vector<OverlayPart> overlay_pieces(const cv::Mat& mask);
/// Joins marks at equal distances, then letters to lines of text, scales with their numbers, then what overlaps.
std::vector<OverlayPart> joined(std::vector<OverlayPart> parts, int width, int height);

}  // namespace vision
