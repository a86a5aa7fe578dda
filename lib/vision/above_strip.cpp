#include "vision/above_strip.h"

#include <algorithm>
#include <vector>

#include "vision/best_fit.h"

namespace vision {
namespace {

constexpr int kEmptyShare = 200;    // of the fullest row: a row with less evidence is a gap
constexpr int kColumnShare = 10;    // of the fullest column: one with less is beside
constexpr int kFullRow = 60;        // of a strip's width, in 1/100
constexpr int kFullShare = 60;      // of a strip's evidence in full rows, in 1/100
constexpr int kLeastAbove = 40;     // of the strip's evidence: the sector has more
constexpr int kWideGap = 40;        // of the height: layers of one sector are not so far apart
constexpr int kLeastParting = 100;  // of the score of one shape: two gain more

// Rows [from, to) of a grid.
struct Band {
  int from = 0;
  int to = 0;
  std::int64_t cells = 0;  // with evidence
  int width = 0;           // of what has evidence
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
    if (first < 0) first = x;
    band.width = x + 1 - first;
  }
  return band;
}

bool is_strip(const Band& band, const std::vector<int>& rows) {
  std::int64_t in_full = 0;
  for (int y = band.from; y < band.to; ++y) {
    const int count = rows[static_cast<std::size_t>(y)];
    if (count * 100 >= band.width * kFullRow) in_full += count;
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

std::optional<Fit> fit_above(const ScoreGrid& fine, const Band& above, const Band& strip, bool apart) {
  const Fit fit = fit_best(rows_of(fine, above));
  // Layers of one linear sector are as wide as each other.
  if (!apart && !fit.best.shape.fan && above.width * 10 > strip.width * 9) return std::nullopt;
  const std::int64_t one = score(fine, fit_best(fine).best.shape);
  const std::int64_t two = score(fine, fit.best.shape) + score(fine, fit_best(rows_of(fine, strip)).best.shape);
  if ((two - one) * kLeastParting < one) return std::nullopt;
  return fit;
}

}  // namespace

std::optional<Fit> fit_above_strip(const ScoreGrid& fine) {
  std::vector<int> rows(static_cast<std::size_t>(fine.height()));
  for (int y = 0; y < fine.height(); ++y) {
    for (int x = 0; x < fine.width(); ++x) rows[static_cast<std::size_t>(y)] += fine.at(x, y) > 0;
  }
  const int empty = 1 + *std::ranges::max_element(rows) / kEmptyShare;
  const auto is_empty = [&](int y) { return rows[static_cast<std::size_t>(y)] <= empty; };
  for (int y = fine.height() - 1; y > 0; --y) {
    if (!is_empty(y - 1) || is_empty(y)) continue;  // below a gap
    const Band strip = band_of(fine, y, fine.height());
    const Band above = band_of(fine, 0, y);
    const int gap = std::min(y, fine.height() / kWideGap);
    const bool apart = gap > 0 && std::all_of(rows.begin() + y - gap, rows.begin() + y, [](int n) { return n == 0; });
    if (!apart && above.width * 50 > strip.width * 49) continue;
    if (above.cells * kLeastAbove < strip.cells || !is_strip(strip, rows)) continue;
    if (std::optional<Fit> fit = fit_above(fine, above, strip, apart)) return fit;
  }
  return std::nullopt;
}

}  // namespace vision
