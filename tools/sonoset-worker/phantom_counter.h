#pragma once

#include <cstdint>
#include <string>

#include "model/picture.h"

namespace worker {

/// A picture's number and orientation, drawn large enough to survive lossy codecs: 16 blocks of 8 x 8 px in two rows,
/// white for 1, most significant bit first, and in each corner a square of 16 x 16 px with a grey level of its own.
struct Counter {
  static constexpr int kX = 20;
  static constexpr int kY = 4;
  static constexpr int kBlock = 8;
  static constexpr int kColumns = 8;
  static constexpr int kRows = 2;
  static constexpr int kCorner = 16;
  static constexpr int kCornerLevels[4] = {255, 0, 170, 85};  ///< top left, top right, bottom left, bottom right
};

/// Draws blocks and corners. The picture must be at least 100 x 40 px.
void write_counter(model::Picture& picture, std::int64_t number);
/// The geometry as a JSON object.
std::string counter_truth();

}  // namespace worker
