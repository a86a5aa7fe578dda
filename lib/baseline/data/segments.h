#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace baseline {

/// Cuts `frames` frames that follow each other into `most` segments of like length, fewer where there are fewer frames:
/// from and to, half-open.
std::vector<std::pair<std::int64_t, std::int64_t>> segment_bounds(std::size_t frames, std::size_t most);

}  // namespace baseline
