#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "model/picture.h"
#include "phantom/sector.h"

namespace phantom {

/// What a scanner model draws around the ultrasound. All models are invented.
struct PhantomDevice {
  enum class Style { Bare, Plain, Logo, Frame };
  std::string_view name;
  bool linear;
  bool colour;  ///< pictures have three channels
  int rate_hz;
  Style style;
  /// The area for the sector, in thousandths of the picture: left, top, right, bottom.
  std::array<int, 4> box;
};

inline constexpr std::array<PhantomDevice, 6> kPhantomDevices = {{
    {"curvex", false, true, 25, PhantomDevice::Style::Logo, {60, 120, 900, 970}},
    {"linos", true, false, 30, PhantomDevice::Style::Plain, {200, 110, 800, 930}},
    {"pocket", false, false, 20, PhantomDevice::Style::Plain, {40, 70, 900, 900}},
    {"clinic", false, true, 15, PhantomDevice::Style::Frame, {150, 110, 880, 860}},
    {"bare-linear", true, false, 30, PhantomDevice::Style::Bare, {0, 0, 1000, 1000}},
    {"bare-convex", false, false, 25, PhantomDevice::Style::Bare, {0, 0, 1000, 1000}},
}};

/// The sector of a device's pictures of this size.
Sector device_sector(const PhantomDevice& device, int width, int height);

/// Draws the picture around the sector, which stays black. Inside the sector's bounds it draws only the green dot of
/// the Logo style and the frame; see `Phantom` for the order.
model::Picture draw_furniture(const PhantomDevice& device, const Sector& sector, double depth_mm, std::uint64_t seed,
                              int width, int height);

}  // namespace phantom
