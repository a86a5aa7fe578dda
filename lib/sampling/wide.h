#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace sampling {

/// Holds any product of two 64-bit numbers, for exact decisions.
__extension__ using Wide = __int128;

/// Clamps to 64 bits.
constexpr std::int64_t narrow(Wide value) {
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(value, -kMost, kMost));
}

/// a / b, rounded down; b must be positive.
constexpr Wide floor_divide(Wide a, Wide b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

/// a - b, clamped to 2^62, so that it can be multiplied.
constexpr Wide difference(std::int64_t a, std::int64_t b) {
  constexpr Wide kFar = Wide{1} << 62;
  return std::clamp(Wide(a) - Wide(b), -kFar, kFar);
}

}  // namespace sampling
