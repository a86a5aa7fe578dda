#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "model/region.h"

namespace sampling {

/// How to display a stored picture: rotate clockwise, then mirror left to right.
struct Orientation {
  int clockwise_deg = 0;  ///< 0, 90, 180 or 270
  bool mirrored = false;
  bool operator==(const Orientation&) const = default;
  bool swaps_sides() const { return clockwise_deg % 180 != 0; }
};

/// From a display matrix (libavutil/display.h; ISO 14496-12, 8.3.2). Ignores scaling. Nothing if the angle is not
/// a multiple of 90 degrees; such a picture stays as stored.
std::optional<Orientation> orientation_of(std::span<const std::int32_t, 9> matrix);

/// The region of the stored picture for a region of the displayed one. `width`, `height`: of the stored picture.
model::Region stored_region(const model::Region& displayed, const Orientation& orientation, int width, int height);

}  // namespace sampling
