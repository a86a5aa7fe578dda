#pragma once

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

}  // namespace model
