#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/picture.h"

namespace baseline {

/// How much of what was looked for is where in a picture: a grid over it, rows from the top, from 0 to 1.
struct HeatMap {
  int width = 0;
  int height = 0;
  std::vector<float> values;  ///< [height × width]
};

/// The colour of a heat from 0 to 1, from dark violet over red to yellow: equal steps look equally large. Lightness
/// rises evenly in Oklab (Ottosson 2020, bottosson.github.io/posts/oklab).
std::array<std::uint8_t, 3> heat_colour(double heat);

/// The frame in RGB under the heat, which is stretched over it (bilinear, half-pixel centres): the hotter, the more of
/// the colour; where there is none, the frame as it is.
model::Picture overlay(const model::Picture& frame, const HeatMap& heat);

}  // namespace baseline
