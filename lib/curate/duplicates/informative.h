#pragma once

#include <cstdint>

namespace curate {

/// A clip is near-black if no frame's mean grey level (of 255) reaches this. The darkest public POCUS clip reaches 9.
inline constexpr std::int64_t kNearBlack = 4;

/// Whether a frame can distinguish clips: neither near-black nor uniform. See model::Frame for the units.
constexpr bool is_informative(std::int64_t brightness, std::int64_t sharpness) {
  return brightness >= kNearBlack * 256 && sharpness > 0;
}

}  // namespace curate
