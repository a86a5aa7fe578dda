#include "vision/above_strip.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "vision/best_fit.h"
#include "vision/score_map.h"

namespace vision {
namespace {

constexpr int kStepRows = 3;  // rows above a step, and below it
constexpr int kStepLow = 2;   // evidence above a step
constexpr int kStepHigh = 3;  // evidence below it, at least
constexpr std::size_t kMostSteps = 4;
constexpr int kColumnShare = 10;   // of the fullest column: one with less is beside
constexpr int kFullRow = 60;       // of a strip's width, in 1/100
constexpr int kEndShare = 32;      // of a strip's width: one of its ends
constexpr int kFullShare = 60;     // of a strip's evidence in full rows, in 1/100
constexpr int kLeastAbove = 40;    // of the strip's evidence: the sector has more
constexpr int kLeastHigh = 3;      // of the strip's height: the sector is higher
constexpr int kWideGap = 40;       // of the height: layers of one sector are not so far apart
constexpr int kLeastParting = 20;  // two shapes leave out more backdrop than the tissue's area by this

std::size_t row_index(int row) { return static_cast<std::size_t>(row); }

// Rows [from, to) of a grid.
struct Band {
  int from = 0;
  int to = 0;
  std::int64_t cells = 0;  // with evidence
  int first = 0;           // column of what has evidence
  int width = 0;           // of that
};

Band band_of(const ScoreGrid& grid, int from, int to) {
  Band band{from, to};
  std::vector<int> columns(static_cast<std::size_t>(grid.width()));
  for (int y = from; y < to; ++y) {
    for (int x = 0; x < grid.width(); ++x) columns[static_cast<std::size_t>(x)] += grid.at(x, y) > 0;
  }
  const int most = *std::ranges::max_element(columns);
  int first = -1;
  for (int x = 0; x < grid.width(); ++x) {
    const int count = columns[static_cast<std::size_t>(x)];
    band.cells += count;
    if (count == 0 || count * kColumnShare < most) continue;
    if (first < 0) band.first = first = x;
    band.width = x + 1 - first;
  }
  return band;
}

// Two shapes that rows part: the upper one, and the score of both.
struct Parted {
  Fit upper;
  std::int64_t both = 0;
};

// Whether evidence in a row reaches an end of the band; the other one may be dark.
bool reaches_an_end(const ScoreGrid& grid, int row, const Band& band) {
  const int end = 1 + band.width / kEndShare;
  const auto evident = [&](int from) {
    for (int x = from; x < from + end; ++x) {
      if (grid.at(x, row) > 0) return true;
    }
    return false;
  };
  return evident(band.first) || evident(band.first + band.width - end);
}

// A strip is a rectangle: most of its evidence is in rows that are full, up to one of its ends. The deep part of a fan,
// below fluid, is ragged.
bool is_strip(const ScoreGrid& grid, const Band& band, const std::vector<int>& rows) {
  std::int64_t in_full = 0;
  for (int y = band.from; y < band.to; ++y) {
    const int count = rows[row_index(y)];
    if (count * 100 >= band.width * kFullRow && reaches_an_end(grid, y, band)) in_full += count;
  }
  return band.cells > 0 && in_full * 100 >= band.cells * kFullShare;
}

// The rows; what is in the others speaks against a sector.
ScoreGrid rows_of(const ScoreGrid& grid, const Band& band) {
  std::vector<std::int32_t> scores;
  scores.reserve(static_cast<std::size_t>(grid.width()) * static_cast<std::size_t>(grid.height()));
  for (int y = 0; y < grid.height(); ++y) {
    for (int x = 0; x < grid.width(); ++x) {
      scores.push_back(y >= band.from && y < band.to ? grid.at(x, y) : -grid.cell() * grid.cell());
    }
  }
  return {grid.width(), grid.height(), grid.cell(), std::move(scores)};
}

// What two shapes gain over one, if the upper one may be a sector above a strip.
std::optional<Parted> part(const ScoreGrid& fine, const Band& above, const Band& strip, bool apart) {
  const Fit fit = fit_best(rows_of(fine, above));
  // Layers of one linear sector are as wide as each other.
  if (!apart && !fit.best.shape.fan && above.width * 10 > strip.width * 9) return std::nullopt;
  const double high = fit.best.shape.at[Shape::Bottom] - fit.best.shape.at[Shape::Top];
  if (high * kLeastHigh < static_cast<double>((strip.to - strip.from) * fine.cell())) return std::nullopt;
  const Fit below = fit_best(rows_of(fine, strip));
  if (below.best.shape.fan) return std::nullopt;  // whose probe's face is an arc
  return Parted{fit, score(fine, fit.best.shape) + score(fine, below.best.shape)};
}

// Rows from which on there is much more evidence; the largest steps first.
std::vector<int> steps_of(const std::vector<int>& rows) {
  const int height = static_cast<int>(rows.size());
  const auto mean = [&](int from) {
    return (rows[row_index(from)] + rows[row_index(from + 1)] + rows[row_index(from + 2)]) / 3;
  };
  std::vector<std::pair<int, int>> steps;  // less than 0, and where
  for (int y = kStepRows; y + kStepRows <= height; ++y) {
    const int above = mean(y - kStepRows);
    const int below = mean(y);
    if (below * kStepLow < above * kStepHigh) continue;
    const bool same = !steps.empty() && y - steps.back().second <= kStepRows;
    if (same && above - below >= steps.back().first) continue;
    if (same) steps.pop_back();
    steps.emplace_back(above - below, y);
  }
  std::ranges::sort(steps);
  steps.resize(std::min(steps.size(), kMostSteps));
  std::vector<int> found;
  found.reserve(steps.size());
  for (const auto& step : steps) found.push_back(step.second);
  return found;
}

}  // namespace

std::optional<Fit> fit_above_strip(const ScoreGrid& fine) {
  std::vector<int> rows(row_index(fine.height()));
  for (int y = 0; y < fine.height(); ++y) {
    for (int x = 0; x < fine.width(); ++x) rows[row_index(y)] += fine.at(x, y) > 0;
  }
  std::optional<Parted> best;
  for (const int y : steps_of(rows)) {
    const Band strip = band_of(fine, y, fine.height());
    const Band above = band_of(fine, 0, y);
    const int gap = std::min(y, fine.height() / kWideGap);
    const bool apart = gap > 0 && std::all_of(rows.begin() + y - gap, rows.begin() + y, [](int n) { return n == 0; });
    if (!apart && above.width * 50 > strip.width * 49) continue;
    if (above.cells * kLeastAbove < strip.cells || !is_strip(fine, strip, rows)) continue;
    const std::optional<Parted> parted = part(fine, above, strip, apart);
    if (parted && (!best || parted->both > best->both)) best = parted;
  }
  if (!best) return std::nullopt;
  const std::int64_t one = score(fine, fit_best(fine).best.shape);
  if ((best->both - one) * kLeastParting * kFor < fine.positive() * kScoreUnit) return std::nullopt;
  return best->upper;
}

}  // namespace vision
