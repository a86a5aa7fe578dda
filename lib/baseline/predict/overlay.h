#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/picture.h"

namespace baseline {

/// Heat from 0 to 1 on a grid over a picture, rows from the top.
struct HeatMap {
  int width = 0;
  int height = 0;
  std::vector<float> values;  ///< [height × width]
};

/// The colour of a heat from 0 to 1: a perceptually uniform scale from dark violet over red to yellow, with lightness
/// linear in Oklab (Ottosson 2020, bottosson.github.io/posts/oklab).
std::array<std::uint8_t, 3> heat_colour(double heat);

/// The frame in RGB with the heat blended over it, resized to the frame (bilinear, half-pixel centres). Opacity grows
/// with heat; without heat the frame is unchanged.
model::Picture overlay(const model::Picture& frame, const HeatMap& heat);

}  // namespace baseline
