#include "image/letterbox.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace image {
namespace {

constexpr std::int64_t kMoreBits = 256;

/// The weights of pixels `first`, `first` + 1, … of a line in one pixel of the scaled line.
struct Taps {
  int first = 0;
  std::vector<std::int64_t> weights;
  std::int64_t sum = 0;
};

// Centres are at (2i + 1) / 2 pixels; all values are multiplied by 2 · from · to to get integers. The triangle reaches
// one pixel of the coarser grid to both sides.
std::vector<Taps> taps_of(int from, int to) {
  const std::int64_t source = from;
  const std::int64_t target = to;
  const std::int64_t reach = 2 * std::max(source, target);
  std::vector<Taps> all(static_cast<std::size_t>(to));
  for (std::int64_t i = 0; i < target; ++i) {
    Taps& taps = all[static_cast<std::size_t>(i)];
    const std::int64_t centre = (2 * i + 1) * source;
    const std::int64_t low = std::max<std::int64_t>(0, (centre - reach) / (2 * target) - 1);
    for (std::int64_t j = low; j < source; ++j) {
      const std::int64_t away = (2 * j + 1) * target - centre;
      if (away >= reach) break;
      if (away <= -reach) continue;
      if (taps.weights.empty()) taps.first = static_cast<int>(j);
      taps.weights.push_back(reach - (away < 0 ? -away : away));
      taps.sum += taps.weights.back();
    }
  }
  return all;
}

// Scales one line, whose values are `stride` apart.
template <typename From, typename To>
void scale_line(const std::vector<Taps>& taps, const From* from, std::size_t stride, To* to, std::size_t to_stride,
                std::int64_t multiply, std::int64_t divide) {
  for (const Taps& tap : taps) {
    const From* value = from + static_cast<std::size_t>(tap.first) * stride;
    std::int64_t sum = 0;
    for (const std::int64_t weight : tap.weights) {
      sum += weight * *value;
      value += stride;
    }
    const std::int64_t whole = tap.sum * divide;
    *to = static_cast<To>((2 * sum * multiply + whole) / (2 * whole));
    to += to_stride;
  }
}

std::int64_t rounded(std::int64_t numerator, std::int64_t denominator) {
  return (2 * numerator + denominator) / (2 * denominator);
}

}  // namespace

model::Region letterbox_area(int picture_width, int picture_height, base::Rational pixel_aspect, int width,
                             int height) {
  const bool known = pixel_aspect > base::Rational(1, 1000) && pixel_aspect < base::Rational(1000) &&
                     pixel_aspect.num() < (1 << 20) && pixel_aspect.den() < (1 << 20);
  const std::int64_t wide = picture_width * (known ? pixel_aspect.num() : 1);
  const std::int64_t tall = picture_height * (known ? pixel_aspect.den() : 1);
  std::int64_t to_width = width;
  std::int64_t to_height = height;
  if (wide * height <= tall * width) {
    to_width = std::clamp<std::int64_t>(rounded(wide * height, tall), 1, width);
  } else {
    to_height = std::clamp<std::int64_t>(rounded(tall * width, wide), 1, height);
  }
  return {static_cast<int>((width - to_width) / 2), static_cast<int>((height - to_height) / 2),
          static_cast<int>(to_width), static_cast<int>(to_height)};
}

model::Picture letterbox(const model::Picture& picture, base::Rational pixel_aspect, int width, int height) {
  const model::Region area = letterbox_area(picture.width, picture.height, pixel_aspect, width, height);
  const auto channels = static_cast<std::size_t>(picture.channels);
  const std::size_t row = static_cast<std::size_t>(area.width) * channels;
  std::vector<std::uint16_t> narrow(row * static_cast<std::size_t>(picture.height));
  const std::vector<Taps> across = taps_of(picture.width, area.width);
  for (int y = 0; y < picture.height; ++y) {
    for (std::size_t c = 0; c < channels; ++c) {
      scale_line(across, picture.row(y) + c, channels, narrow.data() + row * static_cast<std::size_t>(y) + c, channels,
                 kMoreBits, 1);
    }
  }
  model::Picture scaled(width, height, picture.channels);
  const std::vector<Taps> down = taps_of(picture.height, area.height);
  for (std::size_t x = 0; x < row; ++x) {
    scale_line(down, narrow.data() + x, row, scaled.row(area.y) + static_cast<std::size_t>(area.x) * channels + x,
               scaled.stride, 1, kMoreBits);
  }
  return scaled;
}

}  // namespace image
