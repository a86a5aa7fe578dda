#pragma once

#include <cstdint>

namespace curate {

/// No frame's mean grey level reaches this (of 255): near-black. The darkest of the public POCUS clips reaches 9.
inline constexpr std::int64_t kNearBlack = 4;

/// A frame that tells clips apart: neither near-black nor of one level. See model::Frame for the units.
constexpr bool is_informative(std::int64_t brightness, std::int64_t sharpness) {
  return brightness >= kNearBlack * 256 && sharpness > 0;
}

}  // namespace curate
