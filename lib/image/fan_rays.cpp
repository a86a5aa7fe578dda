#include "image/fan_rays.h"

#include <cmath>

#include "base/exact_math.h"

namespace image {

FanRays::FanRays(const model::Sector& fan) {
  const double left_x = fan.corners[3].x - fan.apex.x;
  const double left_y = fan.corners[3].y - fan.apex.y;
  const double right_x = fan.corners[2].x - fan.apex.x;
  const double right_y = fan.corners[2].y - fan.apex.y;
  const double length = std::sqrt(left_x * left_x + left_y * left_y);
  const double lengths = length * std::sqrt(right_x * right_x + right_y * right_y);
  // |a| |b| sin and |a| |b| cos; tan(angle / 2) = sin / (1 + cos).
  const double sine = left_y * right_x - left_x * right_y;
  const double cosine = left_x * right_x + left_y * right_y;
  if (!(sine > 0) || !(lengths + cosine > 0)) return;
  left_x_ = left_x / length;
  left_y_ = left_y / length;
  angle_ = 2 * base::arctangent(sine, lengths + cosine);
}

FanRays::Direction FanRays::at(std::int64_t part, std::int64_t parts) const {
  const double turn = angle_ * static_cast<double>(part) / static_cast<double>(parts);
  const double sine = base::sine(turn);
  const double cosine = base::cosine(turn);
  const auto rounded = [](double value) {
    return static_cast<std::int64_t>(std::floor(value * (std::int64_t{1} << kBits) + 0.5));
  };
  return {rounded(left_x_ * cosine + left_y_ * sine), rounded(left_y_ * cosine - left_x_ * sine)};
}

}  // namespace image
