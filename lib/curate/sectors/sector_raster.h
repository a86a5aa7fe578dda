#pragma once

#include <array>
#include <cstdint>

#include "model/sector.h"

namespace curate {

/// A sector in 64 by 64 places of its picture, to compare many: a bit is set where the pixel at the middle of the
/// place is inside.
struct SectorRaster {
  static constexpr int kSide = 64;
  std::array<std::uint64_t, kSide> rows{};

  SectorRaster(const model::Sector& sector, int picture_width, int picture_height);
};

/// What both have of what either has, in 1/1000; 0 if both are empty.
int shared_permille(const SectorRaster& a, const SectorRaster& b);

}  // namespace curate
