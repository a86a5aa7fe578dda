#pragma once

#include <cmath>

namespace evaluation {

/// Rounds as numbers in JSON are rounded; never -0.
inline double six_decimals(double value) {
  constexpr double kDecimals = 1e6;
  return std::round(value * kDecimals) / kDecimals + 0.0;
}

}  // namespace evaluation
