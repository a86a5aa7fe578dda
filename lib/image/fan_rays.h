#pragma once

#include <cstdint>

#include "model/sector.h"

namespace image {

/// The rays from a fan's apex, by their angle: a direction is the left side line turned by a part of the angle between
/// the side lines. Computed with base/exact_math.h, then rounded to whole numbers: the same on every machine.
class FanRays {
 public:
  struct Direction {
    std::int64_t x = 0;  ///< a unit vector, in 2^-kBits
    std::int64_t y = 0;
  };
  static constexpr int kBits = 28;

  explicit FanRays(const model::Sector& fan);

  /// Between the side lines, in radians: more than 0 and less than pi; 0 if the side lines bound no fan.
  double angle() const { return angle_; }
  /// The ray at `part` of `parts`: 0 is the left side line, `parts` the right one.
  Direction at(std::int64_t part, std::int64_t parts) const;

 private:
  double left_x_ = 0;
  double left_y_ = 0;
  double angle_ = 0;
};

}  // namespace image
