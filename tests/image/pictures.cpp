#include "image/pictures.h"

#include <algorithm>
#include <array>

namespace test {
namespace {

std::uint32_t next(std::uint32_t& state) {
  state = state * 1664525U + 1013904223U;
  return state >> 8;
}

}  // namespace

model::Picture blobs(int width, int height, int channels, std::uint32_t seed) {
  std::uint32_t state = seed * 2654435761U + 1;
  std::array<std::array<double, 3>, 12> spots{};
  for (auto& spot : spots)
    spot = {next(state) % 1000 / 1000.0, next(state) % 1000 / 1000.0, 0.02 + next(state) % 50 / 1000.0};
  model::Picture picture(width, height, channels);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double value = 20;
      for (const auto& spot : spots) {
        const double dx = (x + 0.5) / width - spot[0];
        const double dy = (y + 0.5) / height - spot[1];
        value += 120 * spot[2] * spot[2] / (spot[2] * spot[2] + dx * dx + dy * dy);
      }
      const auto level = static_cast<std::uint8_t>(std::min(255.0, value));
      std::fill_n(picture.row(y) + x * channels, channels, level);
    }
  }
  return picture;
}

model::Picture noise(int width, int height, int channels, std::uint32_t seed) {
  std::uint32_t state = seed;
  model::Picture picture(width, height, channels);
  for (int y = 0; y < height; ++y) {
    for (std::size_t i = 0; i < picture.row_bytes(); ++i) picture.row(y)[i] = static_cast<std::uint8_t>(next(state));
  }
  return picture;
}

bool same_pixels(const model::Picture& left, const model::Picture& right) {
  if (left.width != right.width || left.height != right.height || left.channels != right.channels) return false;
  for (int y = 0; y < left.height; ++y) {
    if (!std::equal(left.row(y), left.row(y) + left.row_bytes(), right.row(y))) return false;
  }
  return true;
}

}  // namespace test
