#include "phantom/speckle.h"

#include <algorithm>
#include <array>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

constexpr int kCells = Speckle::kColumns * Speckle::kRows;
using Field = std::vector<std::int32_t>;

int index_of(int column, int row) {
  return (column & (Speckle::kColumns - 1)) * Speckle::kRows + (row & (Speckle::kRows - 1));
}

/// Approximately normal: a sum of eight uniform bytes.
Field white_noise(Random& random) {
  Field field(kCells);
  for (std::int32_t& value : field) {
    std::uint64_t bits = random.next();
    value = -4 * 255;
    for (int i = 0; i < 8; ++i, bits >>= 8) value += static_cast<std::int32_t>(bits & 255);
  }
  return field;
}

/// The point spread function of the beam: [1 4 6 4 1] across, [1 2 1] along.
Field blurred(const Field& field) {
  static constexpr std::array<int, 5> kAcross = {1, 4, 6, 4, 1};
  static constexpr std::array<int, 3> kAlong = {1, 2, 1};
  Field across(kCells);
  Field result(kCells);
  for (int column = 0; column < Speckle::kColumns; ++column) {
    for (int row = 0; row < Speckle::kRows; ++row) {
      std::int32_t sum = 0;
      for (int i = 0; i < 5; ++i) sum += kAcross[i] * field[index_of(column + i - 2, row)];
      across[index_of(column, row)] = sum;
    }
  }
  for (int column = 0; column < Speckle::kColumns; ++column) {
    for (int row = 0; row < Speckle::kRows; ++row) {
      std::int32_t sum = 0;
      for (int i = 0; i < 3; ++i) sum += kAlong[i] * across[index_of(column, row + i - 1)];
      result[index_of(column, row)] = sum;
    }
  }
  return result;
}

}  // namespace

Speckle::Speckle(std::uint64_t seed) : levels_(kCells) {
  Random random(seed);
  const Field real = blurred(white_noise(random));
  const Field imaginary = blurred(white_noise(random));
  double mean = 0;
  for (int i = 0; i < kCells; ++i) {
    mean += (static_cast<double>(real[i]) * real[i] + static_cast<double>(imaginary[i]) * imaginary[i]) / kCells;
  }
  constexpr double kDecibelsOfLog2 = 3.0103;
  constexpr double kLevelsOfDecibel = 255.0 / 60;  // a display range of 60 dB
  for (int i = 0; i < kCells; ++i) {
    const double power = static_cast<double>(real[i]) * real[i] + static_cast<double>(imaginary[i]) * imaginary[i];
    const double decibels = kDecibelsOfLog2 * logarithm2((power + mean * 1e-4) / mean);
    levels_[i] = static_cast<std::int16_t>(16 * kLevelsOfDecibel * decibels);
  }
}

void Speckle::column(std::int64_t place, std::vector<std::int16_t>& out) const {
  out.resize(kRows);
  const auto column = static_cast<int>((place >> 8) & (kColumns - 1));
  const int weight = static_cast<int>(place & 255);
  const std::int16_t* left = levels_.data() + index_of(column, 0);
  const std::int16_t* right = levels_.data() + index_of(column + 1, 0);
  for (int row = 0; row < kRows; ++row) {
    out[row] = static_cast<std::int16_t>((left[row] * (256 - weight) + right[row] * weight) / 256);
  }
}

}  // namespace phantom
