#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace model {
struct Picture;
}

namespace image {

/// Gives the luma of one row after another, of pictures with one channel or three (rule: image/quality.h).
class LumaRows {
 public:
  /// Throws InvalidInput for a picture without pixels, or with another number of channels.
  explicit LumaRows(const model::Picture& picture);
  /// Valid until the next call where the picture is RGB, and no longer than the picture.
  std::span<const std::uint8_t> operator()(int y);

 private:
  const model::Picture& picture_;
  std::vector<std::uint8_t> buffer_;
};

/// Converts `luma.size()` RGB pixels.
void rgb_to_luma(const std::uint8_t* rgb, std::span<std::uint8_t> luma);

}  // namespace image
