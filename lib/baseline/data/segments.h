#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace baseline {

/// Divides `frames` consecutive frames into `most` segments of similar length, or fewer if there are fewer frames.
/// Half-open ranges.
std::vector<std::pair<std::int64_t, std::int64_t>> segment_bounds(std::size_t frames, std::size_t most);

}  // namespace baseline
