#include "vision/panel.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "vision/evidence.h"

namespace vision {
namespace {

using Levels = std::array<std::int64_t, 256>;

constexpr int kSameLevel = 4;  // levels from the surround's
constexpr int kInset = 4;      // pixels from the panel's edge: frames are narrower
constexpr int kBarNoise = 2;   // levels
constexpr int kMoves = 16;     // levels: more than what a codec makes of text
constexpr int kCovered = 20;   // a row in which more than the width by this moves is covered by a sector
constexpr int kMostCovered = 3;
constexpr int kHighestBar = 5;  // a bar is lower than the picture's height by this
constexpr int kSmallest = 64;   // pixels; smaller pictures have no bars
constexpr int kLine = 100;      // of the picture's width or height: as thick as a ruler's line can be
constexpr int kDarkShare = 10;  // of the picture: how much has the panel's level at least

std::int64_t around(const Levels& levels, int level, int reach = 1) {
  std::int64_t sum = 0;
  for (int i = std::max(0, level - reach); i <= std::min(255, level + reach); ++i) {
    sum += levels[static_cast<std::size_t>(i)];
  }
  return sum;
}

int most_common(const Levels& levels, int end) {
  int best = 0;
  for (int level = 1; level < end; ++level) {
    if (around(levels, level) > around(levels, best)) best = level;
  }
  return best;
}

// The longest run of places that differ from the surround over a third of their length: lines of text are shorter.
// Lines that are drawn within, as light as the surround, do not end it.
std::pair<int, int> part_of(const std::vector<int>& differing, int length) {
  const int line = std::max(3, static_cast<int>(differing.size()) / kLine);
  std::pair<int, int> longest{0, 0};
  int from = 0;
  int last = -1;
  for (int i = 0; i < static_cast<int>(differing.size()); ++i) {
    if (differing[i] * 3 <= length) continue;
    if (i - last > line + 1) from = i;
    last = i;
    if (i + 1 - from > longest.second - longest.first) longest = {from, i + 1};
  }
  return longest;
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

// How many rows a bar of another level than the screen's takes at the top or, upwards, at the bottom; none if a sector
// is drawn over it. The screen is what is at both sides of the other rows.
int bar_of(const Evidence& evidence, bool upwards) {
  const int width = evidence.width();
  const int height = evidence.height();
  const auto row = [&](int y) { return evidence.maximum().data() + std::size_t(upwards ? height - 1 - y : y) * width; };
  const auto levels_at = [&](int y, int from, int to, Levels& levels) {
    for (int x = from; x < to; ++x) ++levels[row(y)[x]];
  };
  Levels first{};
  levels_at(0, 0, width, first);
  const int bar = most_common(first, 256);
  const auto is_bar = [&](int level) { return std::abs(level - bar) <= kBarNoise; };
  int rows = 0;
  int covered = 0;
  for (; rows < height / kHighestBar; ++rows) {
    const std::uint8_t* at = row(rows);
    if (!std::all_of(at, at + kInset, is_bar) || !std::all_of(at + width - kInset, at + width, is_bar)) break;
    if (std::count_if(at, at + width, is_bar) * 5 < std::int64_t{width} * 2) break;
    const std::uint8_t* least = evidence.minimum().data() + (at - evidence.maximum().data());
    int moving = 0;
    for (int x = 0; x < width; ++x) moving += at[x] - least[x] >= kMoves;
    covered += moving * kCovered > width;
  }
  if (rows == 0 || rows == height / kHighestBar || covered > kMostCovered) return 0;
  Levels sides{};
  for (int y = rows + kInset; y < height - height / kHighestBar; ++y) {
    levels_at(y, 0, kInset, sides);
    levels_at(y, width - kInset, width, sides);
  }
  const int screen = most_common(sides, 256);
  std::int64_t even = 0;
  for (int i = std::max(0, screen - kSameLevel); i <= std::min(255, screen + kSameLevel); ++i) even += sides[i];
  const std::int64_t all = std::accumulate(sides.begin(), sides.end(), std::int64_t{0});
  return std::abs(screen - bar) > kSameLevel && even * 10 >= all * 9 ? rows : 0;
}

// What is between bars at the top and at the bottom.
model::Region between_bars(const Evidence& evidence) {
  const model::Region whole{0, 0, evidence.width(), evidence.height()};
  if (whole.width < kSmallest || whole.height < kSmallest) return whole;
  const int above = bar_of(evidence, false);
  return {0, above, whole.width, whole.height - above - bar_of(evidence, true)};
}

// The black window of a lighter surround; else everything.
model::Region window_of(const Evidence& evidence) {
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
  if (surround <= 2 * kSameLevel || around(rim, surround, kSameLevel) < 2 * width) return whole;
  if (around(sides, surround, kSameLevel) < height) return whole;
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

}  // namespace

model::Region find_panel(const Evidence& evidence) {
  const model::Region window = window_of(evidence);
  const bool whole = window == model::Region{0, 0, evidence.width(), evidence.height()};
  return whole ? between_bars(evidence) : window;
}

}  // namespace vision
