#include "sampling/orientation.h"

#include <array>

namespace sampling {
namespace {

int sign(std::int32_t value) { return (value > 0) - (value < 0); }

struct Case {
  std::array<int, 4> signs;
  Orientation orientation;
};

// (x, y) goes to (a x + c y, b x + d y); the table has the signs of a, b, c, d. Mirroring negates a and c.
constexpr std::array<Case, 8> kCases = {{{{1, 0, 0, 1}, {0, false}},
                                         {{0, 1, -1, 0}, {90, false}},
                                         {{-1, 0, 0, -1}, {180, false}},
                                         {{0, -1, 1, 0}, {270, false}},
                                         {{-1, 0, 0, 1}, {0, true}},
                                         {{0, 1, 1, 0}, {90, true}},
                                         {{1, 0, 0, -1}, {180, true}},
                                         {{0, -1, -1, 0}, {270, true}}}};

}  // namespace

std::optional<Orientation> orientation_of(std::span<const std::int32_t, 9> matrix) {
  const std::array<int, 4> signs = {sign(matrix[0]), sign(matrix[1]), sign(matrix[3]), sign(matrix[4])};
  for (const Case& entry : kCases) {
    if (entry.signs == signs) return entry.orientation;
  }
  return std::nullopt;
}

model::Region stored_region(const model::Region& displayed, const Orientation& orientation, int width, int height) {
  model::Region region = displayed;
  const int shown_width = orientation.swaps_sides() ? height : width;
  if (orientation.mirrored) region.x = shown_width - region.x - region.width;
  switch (orientation.clockwise_deg) {
    case 90:
      return {region.y, height - region.x - region.width, region.height, region.width};
    case 180:
      return {width - region.x - region.width, height - region.y - region.height, region.width, region.height};
    case 270:
      return {width - region.y - region.height, region.x, region.height, region.width};
    default:
      return region;
  }
}

}  // namespace sampling
