#include "image/transform.h"

#include <algorithm>

#include "base/error.h"
#include "image/luma.h"

namespace image {
namespace {

/// Calls `put(x, y, pixel)` for each pixel of `picture`.
template <typename Put>
void for_each_pixel(const model::Picture& picture, const Put& put) {
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* pixel = picture.row(y);
    for (int x = 0; x < picture.width; ++x, pixel += picture.channels) put(x, y, pixel);
  }
}

}  // namespace

model::Picture orient(const model::Picture& picture, int clockwise_deg, bool mirrored) {
  if (clockwise_deg % 90 != 0 || clockwise_deg < 0 || clockwise_deg > 270) {
    throw base::Error(base::Code::InvalidInput, "pictures can be rotated by 0, 90, 180 or 270 degrees only");
  }
  if (clockwise_deg == 0 && !mirrored) return picture;
  const bool sideways = clockwise_deg % 180 != 0;
  model::Picture result(sideways ? picture.height : picture.width, sideways ? picture.width : picture.height,
                        picture.channels);
  const int last_x = picture.width - 1;
  const int last_y = picture.height - 1;
  for_each_pixel(picture, [&](int x, int y, const std::uint8_t* pixel) {
    int to_x = x;
    int to_y = y;
    if (clockwise_deg == 90) {
      to_x = last_y - y;
      to_y = x;
    } else if (clockwise_deg == 180) {
      to_x = last_x - x;
      to_y = last_y - y;
    } else if (clockwise_deg == 270) {
      to_x = y;
      to_y = last_x - x;
    }
    if (mirrored) to_x = result.width - 1 - to_x;
    std::copy_n(pixel, picture.channels, result.row(to_y) + static_cast<std::ptrdiff_t>(to_x) * picture.channels);
  });
  return result;
}

model::Picture luma(const model::Picture& picture) {
  if (picture.channels == 1) return picture;
  model::Picture result(picture.width, picture.height, 1);
  for (int y = 0; y < picture.height; ++y) {
    rgb_to_luma(picture.row(y), {result.row(y), static_cast<std::size_t>(result.width)});
  }
  return result;
}

}  // namespace image
