#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "model/region.h"

namespace sampling {

/// How a stored picture is turned to be displayed: clockwise, then mirrored left to right.
struct Orientation {
  int clockwise_deg = 0;  ///< 0, 90, 180 or 270
  bool mirrored = false;
  bool operator==(const Orientation&) const = default;
  bool swaps_sides() const { return clockwise_deg % 180 != 0; }
};

/// From a display matrix (libavutil/display.h; ISO 14496-12, 8.3.2). Scaling is left aside. Nothing where the angle is
/// no multiple of 90 degrees: such a picture is left as it is stored.
std::optional<Orientation> orientation_of(std::span<const std::int32_t, 9> matrix);

/// Where a region of the displayed picture lies in the stored one. `width`, `height`: of the stored picture.
model::Region stored_region(const model::Region& displayed, const Orientation& orientation, int width, int height);

}  // namespace sampling
