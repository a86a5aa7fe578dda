#include "image/player_size.h"

#include <algorithm>
#include <cmath>

#include "image/letterbox.h"

namespace image {
namespace {

constexpr int kMaxHeight = 2048;

int stretched(int side, double factor, int most) {
  return static_cast<int>(std::lround(std::clamp(side * std::max(1.0, factor), 1.0, static_cast<double>(most))));
}

}  // namespace

PlayerSize player_size(int picture_width, int picture_height, base::Rational pixel_aspect, int max_width) {
  const double shape = pixel_aspect > base::Rational(0) ? pixel_aspect.value() : 1;
  const model::Region area =
      letterbox_area(picture_width, picture_height, pixel_aspect, stretched(picture_width, shape, max_width),
                     stretched(picture_height, 1 / shape, kMaxHeight));
  return {area.width, area.height};
}

}  // namespace image
