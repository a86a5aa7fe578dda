#include "weights/half.h"

#include <bit>
#include <cmath>
#include <limits>

namespace weights {

float from_half(std::uint16_t bits) {
  constexpr int kFractionBits = 10;
  constexpr int kExponentBias = 15;
  constexpr int kLargestExponent = 31;
  const int exponent = bits >> kFractionBits & 0x1f;
  const int fraction = bits & 0x3ff;
  float value = 0;
  if (exponent == kLargestExponent) {
    value = fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    value = std::ldexp(static_cast<float>(fraction), 1 - kExponentBias - kFractionBits);
  } else {
    value = std::ldexp(static_cast<float>(fraction | 0x400), exponent - kExponentBias - kFractionBits);
  }
  return (bits & 0x8000) != 0 ? -value : value;
}

float from_bfloat16(std::uint16_t bits) { return std::bit_cast<float>(std::uint32_t{bits} << 16); }

}  // namespace weights
