#include "curate/sectors/sector_raster.h"

#include <bit>

namespace curate {

namespace {

// The pixel at the middle of a place.
int middle_pixel(int place, int pixels) {
  return static_cast<int>((2 * place + 1) * std::int64_t{pixels} / (2 * SectorRaster::kSide));
}

}  // namespace

SectorRaster::SectorRaster(const model::Sector& sector, int picture_width, int picture_height) {
  for (int row = 0; row < kSide; ++row) {
    const int y = middle_pixel(row, picture_height);
    for (int column = 0; column < kSide; ++column) {
      if (sector.contains(middle_pixel(column, picture_width), y))
        rows[static_cast<std::size_t>(row)] |= std::uint64_t{1} << column;
    }
  }
}

int shared_permille(const SectorRaster& a, const SectorRaster& b) {
  int both = 0;
  int either = 0;
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    both += std::popcount(a.rows[i] & b.rows[i]);
    either += std::popcount(a.rows[i] | b.rows[i]);
  }
  return either == 0 ? 0 : both * 1000 / either;
}

}  // namespace curate
