#pragma once

#include <cstdint>
#include <string>

#include "model/picture.h"

namespace worker {

/// A picture's number and its orientation, written in its pixels so that they outlive lossy codecs: 16 blocks of 8 x 8
/// px in two rows, white for 1, the most significant first, and a square of 16 x 16 px in each corner, of a level each.
struct Counter {
  static constexpr int kX = 20;
  static constexpr int kY = 4;
  static constexpr int kBlock = 8;
  static constexpr int kColumns = 8;
  static constexpr int kRows = 2;
  static constexpr int kCorner = 16;
  static constexpr int kCornerLevels[4] = {255, 0, 170, 85};  ///< top left, top right, bottom left, bottom right
};

/// Draws both. The picture is at least 100 by 40 px.
void write_counter(model::Picture& picture, std::int64_t number);
/// The geometry, as one JSON object.
std::string counter_truth();

}  // namespace worker
