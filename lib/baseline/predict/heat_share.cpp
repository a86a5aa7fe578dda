#include "baseline/predict/heat_share.h"

#include <algorithm>
#include <cstddef>

namespace baseline {
namespace {

/// [height × width] the share of each position's pixels that are outside.
std::vector<double> outside_of(const model::Picture& inside, int width, int height) {
  std::vector<double> out(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  std::vector<int> pixels(out.size());
  for (int y = 0; y < inside.height; ++y) {
    const std::uint8_t* row = inside.row(y);
    const std::int64_t first = std::int64_t{y} * height / inside.height * width;
    for (int x = 0; x < inside.width; ++x) {
      const auto at = static_cast<std::size_t>(first + std::int64_t{x} * width / inside.width);
      ++pixels[at];
      if (row[std::ptrdiff_t{x} * inside.channels] <= 127) ++out[at];
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] /= std::max(1, pixels[i]);
  return out;
}

}  // namespace

std::optional<HeatShare> heat_share(const std::vector<HeatMap>& heat_maps, const model::Picture& inside) {
  if (heat_maps.empty()) return std::nullopt;
  const std::vector<double> outside = outside_of(inside, heat_maps.front().width, heat_maps.front().height);
  double all = 0;
  double beyond = 0;
  int frames = 0;
  int maxima = 0;
  for (const HeatMap& heat : heat_maps) {
    const auto most = std::ranges::max_element(heat.values);
    if (most == heat.values.end() || *most <= 0) continue;
    ++frames;
    maxima += outside[static_cast<std::size_t>(most - heat.values.begin())] > 0.5 ? 1 : 0;
    for (std::size_t i = 0; i < heat.values.size(); ++i) {
      all += static_cast<double>(heat.values[i]);
      beyond += static_cast<double>(heat.values[i]) * outside[i];
    }
  }
  if (frames == 0) return std::nullopt;
  return HeatShare{beyond / all, static_cast<double>(maxima) / frames};
}

}  // namespace baseline
