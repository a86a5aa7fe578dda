#include "image/quality.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/vectorised.h"
#include "image/luma.h"
#include "model/picture.h"

namespace image {
namespace {

__extension__ using Wide = __int128;

struct Sums {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  std::int64_t squares = 0;
};

std::int64_t rounded(Wide numerator, Wide denominator) {
  return static_cast<std::int64_t>((numerator + denominator / 2) / denominator);
}

SONOSET_VECTORISED std::int64_t row_sum(std::span<const std::uint8_t> row) {
  std::uint32_t sum = 0;  // a row has far fewer than 2^24 pixels
  for (const std::uint8_t value : row) sum += value;
  return sum;
}

/// The Laplacian of one row, except at its ends. Works in pieces, so that 16-bit values and 32-bit sums of squares (at
/// most 1020^2 each) suffice and the compiler can vectorise.
SONOSET_VECTORISED void add_laplacian(const std::uint8_t* above, const std::uint8_t* row, const std::uint8_t* below,
                                      int width, Sums& sums) {
  constexpr int kPiece = 1024;
  std::array<std::int16_t, kPiece> laplacian;
  for (int from = 1; from < width - 1; from += kPiece) {
    const int count = std::min(kPiece, width - 1 - from);
    for (int i = 0; i < count; ++i) {
      const int x = from + i;
      laplacian[i] = static_cast<std::int16_t>(4 * row[x] - row[x - 1] - row[x + 1] - above[x] - below[x]);
    }
    std::int32_t sum = 0;
    std::int32_t squares = 0;
    for (int i = 0; i < count; ++i) {
      sum += laplacian[i];
      squares += laplacian[i] * laplacian[i];
    }
    sums.count += count;
    sums.sum += sum;
    sums.squares += squares;
  }
}

}  // namespace

Quality measure(const model::Picture& picture) {
  LumaRows luma(picture);
  // A ring of three rows, so that each RGB row is converted once.
  std::array<std::vector<std::uint8_t>, 3> ring;
  std::array<const std::uint8_t*, 3> rows{};
  std::int64_t total = 0;
  Sums sums;
  for (int y = 0; y < picture.height; ++y) {
    std::span<const std::uint8_t> row = luma(y);
    if (picture.channels == 3) {
      std::vector<std::uint8_t>& kept = ring[y % 3];
      kept.assign(row.begin(), row.end());
      row = kept;
    }
    rows = {rows[1], rows[2], row.data()};
    total += row_sum(row);
    if (y >= 2) add_laplacian(rows[0], rows[1], rows[2], picture.width, sums);
  }
  Quality quality;
  quality.brightness = rounded(Wide{256} * total, Wide{picture.width} * picture.height);
  if (sums.count > 0) {
    const Wide spread = Wide{sums.count} * sums.squares - Wide{sums.sum} * sums.sum;
    quality.sharpness = rounded(16 * spread, Wide{sums.count} * sums.count);
  }
  return quality;
}

}  // namespace image
