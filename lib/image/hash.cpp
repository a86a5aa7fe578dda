#include "image/hash.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "base/vectorised.h"
#include "image/luma.h"
#include "model/picture.h"

namespace image {
namespace {

constexpr int kSide = 32;        // of the averaged picture
constexpr int kFrequencies = 8;  // in each direction, from 1

/// round(2^14 cos(i pi / 64)).
constexpr std::array<std::int32_t, kSide + 1> kQuarter = {16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137,
                                                          14811, 14449, 14053, 13623, 13160, 12665, 12140, 11585, 11003,
                                                          10394, 9760,  9102,  8423,  7723,  7005,  6270,  5520,  4756,
                                                          3981,  3196,  2404,  1606,  804,   0};

constexpr std::int32_t cosine(int i) {
  i %= 128;
  if (i > 64) i = 128 - i;
  return i <= kSide ? kQuarter[i] : -kQuarter[64 - i];
}

using Basis = std::array<std::array<std::int32_t, kSide>, kFrequencies>;

constexpr Basis make_basis() {
  Basis basis{};
  for (int u = 0; u < kFrequencies; ++u) {
    for (int x = 0; x < kSide; ++x) basis[u][x] = cosine((2 * x + 1) * (u + 1));
  }
  return basis;
}
constexpr Basis kBasis = make_basis();

/// The part of sample i (of `size`) in cell `cell` of 32, in units of 1/32 sample; a cell has `size` units.
std::uint32_t overlap(int i, int cell, int size) {
  const std::int64_t from = std::max<std::int64_t>(std::int64_t{kSide} * i, std::int64_t{size} * cell);
  const std::int64_t to = std::min<std::int64_t>(std::int64_t{kSide} * (i + 1), std::int64_t{size} * (cell + 1));
  return static_cast<std::uint32_t>(std::max<std::int64_t>(0, to - from));
}

int first_sample(int cell, int size) { return static_cast<int>(std::int64_t{size} * cell / kSide); }
int end_sample(int cell, int size) { return static_cast<int>((std::int64_t{size} * (cell + 1) + kSide - 1) / kSide); }

SONOSET_VECTORISED void add_weighted(std::span<const std::uint8_t> row, std::uint32_t weight, std::uint32_t* columns) {
  for (std::size_t x = 0; x < row.size(); ++x) columns[x] += weight * row[x];
}

using Cells = std::array<std::array<std::int64_t, kSide>, kSide>;

/// The luma averaged to 32 x 32, times 256. Sums columns first, which accesses memory row by row.
Cells average(const model::Picture& picture) {
  LumaRows luma(picture);
  const int width = picture.width;
  const int height = picture.height;
  const std::int64_t area = std::int64_t{width} * height;
  std::vector<std::uint32_t> columns(static_cast<std::size_t>(width));
  Cells cells{};
  for (int cell_y = 0; cell_y < kSide; ++cell_y) {
    std::ranges::fill(columns, 0U);
    for (int y = first_sample(cell_y, height); y < end_sample(cell_y, height); ++y) {
      add_weighted(luma(y), overlap(y, cell_y, height), columns.data());
    }
    for (int cell_x = 0; cell_x < kSide; ++cell_x) {
      std::int64_t sum = 0;
      for (int x = first_sample(cell_x, width); x < end_sample(cell_x, width); ++x) {
        sum += std::int64_t{overlap(x, cell_x, width)} * columns[static_cast<std::size_t>(x)];
      }
      cells[cell_y][cell_x] = (256 * sum + area / 2) / area;
    }
  }
  return cells;
}

using Coefficients = std::array<std::int64_t, std::size_t{kFrequencies} * kFrequencies>;

Coefficients transform(const Cells& cells) {
  std::array<std::array<std::int64_t, kFrequencies>, kSide> rows{};
  for (int y = 0; y < kSide; ++y) {
    for (int u = 0; u < kFrequencies; ++u) {
      for (int x = 0; x < kSide; ++x) rows[y][u] += cells[y][x] * kBasis[u][x];
    }
  }
  Coefficients result{};
  for (int v = 0; v < kFrequencies; ++v) {
    for (int u = 0; u < kFrequencies; ++u) {
      for (int y = 0; y < kSide; ++y) result[v * kFrequencies + u] += rows[y][u] * kBasis[v][y];
    }
  }
  return result;
}

}  // namespace

std::uint64_t perceptual_hash(const model::Picture& picture) {
  const Coefficients coefficients = transform(average(picture));
  Coefficients sorted = coefficients;
  const auto middle = sorted.begin() + sorted.size() / 2 - 1;
  std::ranges::nth_element(sorted, middle);
  std::uint64_t hash = 0;
  for (const std::int64_t coefficient : coefficients) hash = hash << 1 | (coefficient > *middle ? 1U : 0U);
  return hash;
}

}  // namespace image
