#pragma once

#include <algorithm>

namespace model {

/// A crop in displayed pixels (rotation applied, sample aspect ratio not applied); half-open, [x, x + width) by [y, y +
/// height).
struct Region {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  bool operator==(const Region&) const = default;
  bool fits(int picture_width, int picture_height) const {
    return x >= 0 && y >= 0 && width > 0 && height > 0 && x <= picture_width - width && y <= picture_height - height;
  }
};

/// The smallest region with all pixels of `box` that are `inside`, a function of x and y; empty if there are none.
template <typename Inside>
Region smallest_region(const Region& box, const Inside& inside) {
  int left = box.x + box.width;
  int right = box.x;
  int top = box.y + box.height;
  int bottom = box.y;
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      if (!inside(x, y)) continue;
      left = std::min(left, x);
      right = std::max(right, x + 1);
      top = std::min(top, y);
      bottom = y + 1;
    }
  }
  return right > left ? Region{left, top, right - left, bottom - top} : Region{};
}

}  // namespace model
