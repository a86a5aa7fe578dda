#include "baseline/data/segments.h"

#include <algorithm>

namespace baseline {

std::vector<std::pair<std::int64_t, std::int64_t>> segment_bounds(std::size_t frames, std::size_t most) {
  const std::size_t segments = std::min(most, frames);
  std::vector<std::pair<std::int64_t, std::int64_t>> bounds;
  for (std::size_t i = 0; i < segments; ++i) bounds.emplace_back(frames * i / segments, frames * (i + 1) / segments);
  return bounds;
}

}  // namespace baseline
