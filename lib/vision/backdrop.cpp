#include "vision/backdrop.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "vision/evidence.h"

namespace vision {
namespace {

using Levels = std::array<std::int64_t, 256>;

constexpr int kRimShare = 60;    // of the picture's shorter side: how wide the rim is
constexpr int kWholeWeight = 2;  // of what is in the picture, against what is at its rim
constexpr int kBright = 8;       // levels above the backdrop's
constexpr int kLively = 8;  // tissue varies by more than its brightness divided by this; a frozen picture's noise less
constexpr int kLivelyShare = 4;   // of the bright pixels: how many are lively if the pictures move
constexpr int kClearShare = 350;  // of the rim, in 1/1000: a backdrop of less may be dark tissue, which has no noise
constexpr int kMostNoise = 5;     // levels
constexpr int kLeastLevel = 10;   // that is not black
constexpr int kNearlyAll = 97;    // in 1/100
constexpr int kLeastLively = 50;  // and of all pixels

Levels levels_of_rim(const Evidence& evidence) {
  const int width = evidence.width();
  const int height = evidence.height();
  const int rim = std::max(2, std::min(width, height) / kRimShare);
  Levels levels{};
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = &evidence.maximum()[static_cast<std::size_t>(y) * width];
    const bool edge_row = y < rim || y >= height - rim;
    for (int x = 0; x < width; ++x) {
      if (!edge_row && x == rim) x = std::max(x, width - rim);
      ++levels[row[x]];
    }
  }
  return levels;
}

std::int64_t sum_of(const Levels& levels) { return std::accumulate(levels.begin(), levels.end(), std::int64_t{0}); }

// How common a level and its neighbours are, in 1/1000.
std::int64_t near(const Levels& levels, int level) {
  const std::int64_t beside = (level < 255 ? levels[level + 1] : 0) + (level > 0 ? levels[level - 1] : 0);
  return (levels[level] * 2 + beside) * 500 / std::max<std::int64_t>(sum_of(levels), 1);
}

// Common at the rim and in the whole picture: bars at the top and the bottom are at the rim only.
int surround_of(const Levels& rim, const Levels& all) {
  int best = 0;
  std::int64_t most = -1;
  for (int level = 0; level < 256; ++level) {
    const std::int64_t common = near(rim, level) + near(all, level) * kWholeWeight;
    if (common > most) best = level;
    most = std::max(most, common);
  }
  return best;
}

bool does_move(const Evidence& evidence, int level) {
  std::int64_t bright = 0;
  std::int64_t lively = 0;
  for (std::size_t i = 0; i < evidence.maximum().size(); ++i) {
    const int above = evidence.maximum()[i] - level;
    const int range = evidence.maximum()[i] - evidence.minimum()[i];
    bright += above >= kBright;
    lively += above >= kBright && range >= kStill && range * kLively >= above;
  }
  const auto all = static_cast<std::int64_t>(evidence.maximum().size());
  return lively * kLivelyShare > bright && lively * kLeastLively > all;
}

// How far from the level nearly all pixels are that are about as light. Beside black it cannot be told from faint
// echoes.
int noise_of(const Levels& rim, int level) {
  if (level < kLeastLevel) return 1;
  std::int64_t all = 0;
  for (int i = std::max(0, level - kMostNoise); i <= std::min(255, level + kMostNoise); ++i) all += rim[i];
  std::int64_t near = rim[level];
  int noise = 0;
  while (noise < kMostNoise && near * 100 < all * kNearlyAll) {
    ++noise;
    near += (level >= noise ? rim[level - noise] : 0) + (level + noise <= 255 ? rim[level + noise] : 0);
  }
  return std::max(noise, 1);
}

}  // namespace

Backdrop find_backdrop(const Evidence& evidence) {
  const Levels levels = levels_of_rim(evidence);
  Backdrop found;
  Levels everywhere{};
  for (const std::uint8_t value : evidence.maximum()) ++everywhere[value];
  found.level = surround_of(levels, everywhere);
  std::int64_t at = 0;
  for (int level = 0; level < 256; ++level) {
    at += std::abs(level - found.level) <= 1 ? levels[level] : 0;
  }
  found.share = static_cast<int>(at * 1000 / std::max<std::int64_t>(sum_of(levels), 1));
  if (found.share >= kClearShare) found.noise = noise_of(levels, found.level);
  found.even = levels[found.level] * 20 >= at * 17;
  found.moves = does_move(evidence, found.level);
  return found;
}

}  // namespace vision
