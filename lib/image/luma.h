#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace model {
struct Picture;
}

namespace image {

/// Gives the luma of rows of a picture with one or three channels (formula: image/quality.h).
class LumaRows {
 public:
  /// Throws InvalidInput for an empty picture and other numbers of channels.
  explicit LumaRows(const model::Picture& picture);
  /// Valid as long as the picture and, if it is RGB, until the next call.
  std::span<const std::uint8_t> operator()(int y);

 private:
  const model::Picture& picture_;
  std::vector<std::uint8_t> buffer_;
};

/// Converts `luma.size()` RGB pixels.
void rgb_to_luma(const std::uint8_t* rgb, std::span<std::uint8_t> luma);

}  // namespace image
