#include "vision/panel.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "vision/evidence.h"

namespace vision {
namespace {

using Levels = std::array<std::int64_t, 256>;

constexpr int kSameLevel = 4;   // levels from the surround's
constexpr int kInset = 4;       // pixels from the panel's edge: frames are narrower
constexpr int kDarkShare = 10;  // of the picture: how much has the panel's level at least

std::int64_t around(const Levels& levels, int level) {
  std::int64_t sum = 0;
  for (int i = std::max(0, level - 1); i <= std::min(255, level + 1); ++i) sum += levels[static_cast<std::size_t>(i)];
  return sum;
}

int most_common(const Levels& levels, int end) {
  int best = 0;
  for (int level = 1; level < end; ++level) {
    if (around(levels, level) > around(levels, best)) best = level;
  }
  return best;
}

// From the first to the last place that differs from the surround over a third of its length.
std::pair<int, int> part_of(const std::vector<int>& differing, int length) {
  const auto differs = [length](int count) { return count * 3 > length; };
  const auto first = std::ranges::find_if(differing, differs);
  const auto last = std::find_if(differing.rbegin(), differing.rend(), differs);
  return {static_cast<int>(first - differing.begin()), static_cast<int>(differing.rend() - last)};
}

// Whether the panel's level is what the surround meets all around: a sector's dark parts meet it at some edges only.
template <typename At>
bool is_window(const At& at, const model::Region& panel, int dark) {
  const auto is_dark = [&](int x, int y) { return std::abs(at(x, y) - dark) <= kSameLevel; };
  int top = 0;
  int rim = 0;
  for (int x = panel.x; x < panel.x + panel.width; ++x) {
    top += is_dark(x, panel.y + kInset);
    rim += is_dark(x, panel.y + panel.height - 1 - kInset);
  }
  for (int y = panel.y; y < panel.y + panel.height; ++y) {
    rim += is_dark(panel.x + kInset, y) + is_dark(panel.x + panel.width - 1 - kInset, y);
  }
  return top * 5 > panel.width * 2 && (top + rim) * 5 > (panel.width + panel.height) * 2 * 3;
}

}  // namespace

model::Region find_panel(const Evidence& evidence) {
  const int width = evidence.width();
  const int height = evidence.height();
  const model::Region whole{0, 0, width, height};
  const auto luma = evidence.maximum();
  const auto at = [&](int x, int y) { return luma[static_cast<std::size_t>(y) * width + x]; };
  Levels all{};
  Levels rim{};
  Levels sides{};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      ++all[at(x, y)];
      if (x == 0 || y == 0 || x == width - 1 || y == height - 1) ++rim[at(x, y)];
      if (x == 0 || x == width - 1) ++sides[at(x, y)];
    }
  }
  const int surround = most_common(rim, 256);
  const int dark = most_common(all, std::max(1, surround - 2 * kSameLevel));
  if (surround <= 2 * kSameLevel || around(rim, surround) < 2 * width || around(sides, surround) < height) return whole;
  if (around(all, dark) * kDarkShare < std::int64_t{width} * height) return whole;
  std::vector<int> rows(height);
  std::vector<int> columns(width);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool differs = std::abs(at(x, y) - surround) > kSameLevel;
      rows[static_cast<std::size_t>(y)] += differs;
      columns[static_cast<std::size_t>(x)] += differs;
    }
  }
  const auto across = part_of(columns, height);
  const auto down = part_of(rows, width);
  const model::Region panel{across.first, down.first, across.second - across.first, down.second - down.first};
  const bool large = panel.width * 3 > width && panel.height * 3 > height;
  return large && panel.fits(width, height) && is_window(at, panel, dark) ? panel : whole;
}

}  // namespace vision
