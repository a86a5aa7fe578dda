#include "vision/sector_finder.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/error.h"
#include "vision/best_fit.h"
#include "vision/evidence.h"
#include "vision/extent.h"
#include "vision/measure.h"
#include "vision/panel.h"
#include "vision/score_map.h"
#include "vision/several.h"

namespace vision {
namespace {

using model::FoundSector;

constexpr int kCells = 480;         // along the longer side of the picture
constexpr int kLeastBackdrop = 80;  // of the picture's rim, in 1/1000
constexpr int kLeastGain = 200;     // a sector leaves out more backdrop than the picture's area by this
constexpr int kSeenEdges = 400;     // of a rectangle's outline, in 1/1000
constexpr int kMuch = 65;           // of the picture, in 1/100
constexpr int kMarginShare = 100;   // of the picture's width
constexpr int kBottomShare = 40;    // of a sector's height
constexpr int kFaded = 12;          // levels from the backdrop's
constexpr int kFarthest = 1 << 20;  // of a sector's coordinates, as model::sector_from accepts them
constexpr int kSmallestSide = 16;   // pixels; smaller pictures are not searched

// Edges that are seen make a sector certain; echoes outside of it, a dark inside and a lack of motion make it less so.
int confidence_of(const FoundSector& found, bool moves) {
  if (found.sector.kind == model::Sector::Kind::Whole) {
    return found.backdrop_permille < kLeastBackdrop ? 400 : 250;
  }
  int value = 1000 - (1000 - found.edges_permille) / 2 - (1000 - found.filled_permille) / 4;
  value -= found.several_sectors ? 150 : found.outside_permille * 2;
  if (!moves) value -= 200;
  return std::clamp(value, 50, 990);
}

bool is_possible(const model::Sector& sector) {
  const auto near = [](model::Point p) { return std::abs(p.x) <= kFarthest && std::abs(p.y) <= kFarthest; };
  if (!std::ranges::all_of(sector.corners, near) || !near(sector.apex) || sector.outer > kFarthest) return false;
  if (sector.visible.width <= 0 || sector.visible.height <= 0) return false;
  return !sector.is_fan() || (sector.inner >= 0 && sector.outer > sector.inner);
}

struct Search {
  model::Sector sector;
  bool several = false;
  bool frozen = false;  // one of the two does not move
};

Search search(const ScoreMap& map, int width, int height) {
  Search found;
  found.sector.visible = {0, 0, width, height};
  const ScoreGrid& fine = map.grid;
  if (fine.positive() == 0) return found;
  std::optional<Fit> one = map.with_still ? fit_one_of_two(*map.with_still) : std::nullopt;
  found.frozen = one.has_value();
  if (!one) one = fit_one_of_two(fine);
  Fit fit = one ? *one : fit_best(fine);
  if (!one && (one = fit_one_of_touching(fine, fit))) fit = *one;
  const std::int64_t gain = score(fine, fit.best.shape) / kScoreUnit - fine.total();
  if (!one && gain * kLeastGain < std::int64_t{width} * height) return found;
  const model::Sector sector = to_sector(fit.best.shape, fit.kind, width, height);
  if (!is_possible(sector)) return found;
  found.sector = sector;
  found.several = one.has_value();
  return found;
}

void measure(const ScoreGrid& fine, const Evidence& evidence, FoundSector& found) {
  const Agreement agreement = agreement_of(fine, evidence, found.sector);
  found.filled_permille = agreement.filled;
  found.outside_permille = agreement.outside;
  found.edges_permille = agreement.edges;
  found.moving_permille = agreement.moving;
}

// A rectangle that leaves out little of the picture, with edges that are hardly seen: dark tissue, not an edge.
bool is_doubtful(const FoundSector& found, const model::Region& picture) {
  if (found.sector.kind != model::Sector::Kind::Linear || found.edges_permille >= kSeenEdges) return false;
  const model::Region bounds = found.sector.bounds();
  return std::int64_t{bounds.width} * bounds.height * 100 > std::int64_t{picture.width} * picture.height * kMuch;
}

// How far the levels just above the sector's lower edge are from the backdrop's, in the mean.
int level_at_bottom(const Evidence& evidence, const FoundSector& found) {
  const model::Region bounds = found.sector.bounds();
  const int rows = std::max(2, bounds.height / kBottomShare);
  std::int64_t sum = 0;
  std::int64_t pixels = 0;
  for (int y = std::max(0, bounds.y + bounds.height - rows); y < bounds.y + bounds.height; ++y) {
    for (int x = bounds.x; x < bounds.x + bounds.width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(evidence.width()) + x;
      sum += std::abs(evidence.maximum()[at] - found.backdrop_level);
      ++pixels;
    }
  }
  return pixels > 0 ? static_cast<int>(sum / pixels) : 0;
}

// Whether the picture was cropped to a linear sector before: echoes fill its upper edge, and what looks like a lower
// edge, or like sides that slope, are fading echoes and shadows.
bool was_cropped(const FoundSector& found, const Evidence& evidence) {
  using Kind = model::Sector::Kind;
  const model::Sector& sector = found.sector;
  if (sector.kind != Kind::Linear && sector.kind != Kind::Steered) return false;
  const int margin = 16 * (2 + evidence.width() / kMarginShare);
  const auto& [left, right, below_right, below_left] = sector.corners;
  if (left.x > margin || right.x < 16 * evidence.width() - margin || left.y > margin) return false;
  return sector.kind == Kind::Steered || level_at_bottom(evidence, found) <= kFaded;
}

// What is searched: the picture, or what is in its window or between its bars. There a sector was not cropped before.
struct Screen {
  model::Region part;
  bool drawn = false;
};

// Where the evidence is, with some of the backdrop around it.
model::Region place_of(const ScoreGrid& grid, int width, int height) {
  if (grid.positive() == 0) return {0, 0, width, height};
  const Extent extent = extent_of(grid);
  const int margin = static_cast<int>(std::max(extent.right - extent.left, extent.bottom - extent.top)) / 8 + 8;
  const int left = std::max(0, static_cast<int>(extent.left) - margin);
  const int top = std::max(0, static_cast<int>(extent.top) - margin);
  return {left, top, std::min(width, static_cast<int>(extent.right) + margin) - left,
          std::min(height, static_cast<int>(extent.bottom) + margin) - top};
}

// The sector of a part of a picture, in the picture.
model::Sector in_whole(const model::Sector& sector, const model::Region& part, const model::Region& whole) {
  model::Sector moved = sector.cropped({-part.x, -part.y, whole.width, whole.height});
  if (!moved.is_fan()) moved.apex = {};
  if (moved.kind == model::Sector::Kind::Whole) moved.corners = {};
  return moved;
}

// What was found in a part of a picture, in the picture. The part's edges do not limit the sector.
FoundSector moved(FoundSector found, const model::Region& part, const model::Region& whole) {
  model::Region visible = found.sector.visible;
  const int right = visible.x + visible.width == part.width ? whole.width : part.x + visible.x + visible.width;
  const int bottom = visible.y + visible.height == part.height ? whole.height : part.y + visible.y + visible.height;
  visible.x = visible.x == 0 ? 0 : part.x + visible.x;
  visible.y = visible.y == 0 ? 0 : part.y + visible.y;
  found.sector = in_whole(found.sector, part, whole);
  if (found.sector.kind != model::Sector::Kind::Whole) {
    found.sector.visible = {visible.x, visible.y, right - visible.x, bottom - visible.y};
  }
  return found;
}

// `screen`: the picture, or the part of it that is drawn in. `closer`: whether to look at the place of the evidence
// alone.
FoundSector find_in(const Evidence& evidence, const Backdrop& backdrop, const Screen& screen, bool closer) {
  const int width = evidence.width();
  const int height = evidence.height();
  const ScoreMap map = score_map(evidence, backdrop, (std::max(width, height) + kCells - 1) / kCells);
  if (closer) {
    const model::Region place = place_of(map.with_still ? *map.with_still : map.grid, width, height);
    const bool small = std::max(place.width, place.height) * 4 < std::max(width, height) * 3;
    if (small) return moved(find_in(evidence.cropped(place), backdrop, screen, false), place, {0, 0, width, height});
  }
  FoundSector found;
  found.pictures = evidence.pictures();
  found.backdrop_level = backdrop.level;
  found.backdrop_permille = backdrop.share;
  const model::Region whole{0, 0, width, height};
  found.sector.visible = whole;
  bool frozen = false;
  if (backdrop.share >= kLeastBackdrop && std::min(width, height) >= kSmallestSide) {
    const Search result = search(map, width, height);
    found.sector = result.sector;
    found.several_sectors = result.several;
    frozen = result.frozen;
  }
  const ScoreGrid& fine = frozen ? *map.with_still : map.grid;
  measure(fine, evidence, found);
  const bool all = width == screen.part.width && height == screen.part.height;
  if (!screen.drawn && (is_doubtful(found, screen.part) || (all && was_cropped(found, evidence)))) {
    found.sector = {.visible = whole};
    measure(fine, evidence, found);
  }
  found.confidence_permille = confidence_of(found, backdrop.moves);
  return found;
}

}  // namespace

model::FoundSector find_sector(const Evidence& evidence) {
  if (evidence.pictures() == 0) throw base::Error(base::Code::InvalidInput, "no pictures to find a sector in");
  const model::Region panel = find_panel(evidence);
  const model::Region whole{0, 0, evidence.width(), evidence.height()};
  if (panel == whole) return find_in(evidence, find_backdrop(evidence), {whole, false}, true);
  const Evidence part = evidence.cropped(panel);
  FoundSector found = find_in(part, find_backdrop(part), {panel, true}, true);
  found.sector = in_whole(found.sector, panel, whole);
  return found;
}

}  // namespace vision
