#include "vision/sector_finder.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "vision/best_fit.h"
#include "vision/evidence.h"
#include "vision/measure.h"
#include "vision/score_map.h"
#include "vision/several.h"

namespace vision {
namespace {

constexpr int kCells = 480;         // along the longer side of the picture
constexpr int kThreshold = 2;       // levels from the backdrop's
constexpr int kLeastBackdrop = 80;  // of the picture's rim, in 1/1000
constexpr int kLeastGain = 200;     // a sector leaves out more backdrop than the picture's area by this
constexpr int kSmallestSide = 16;   // pixels; smaller pictures are not searched

// Edges that are seen make a sector certain; echoes outside of it, a dark inside and a lack of motion make it less so.
int confidence_of(const model::FoundSector& found, bool moves) {
  if (found.sector.kind == model::Sector::Kind::Whole) {
    return found.backdrop_permille < kLeastBackdrop ? 400 : 250;
  }
  int value =
      1000 - (1000 - found.edges_permille) / 2 - found.outside_permille * 2 - (1000 - found.filled_permille) / 4;
  if (found.several_sectors) value -= 150;
  if (!moves) value -= 150;
  return std::clamp(value, 50, 990);
}

struct Search {
  model::Sector sector;
  bool several = false;
};

Search search(const ScoreGrid& fine, int width, int height) {
  Search found;
  found.sector.visible = {0, 0, width, height};
  if (fine.positive() == 0) return found;
  const std::optional<Fit> one = fit_one_of_two(fine);
  const Fit fit = one ? *one : fit_best({fine.coarser(kCoarser), fine});
  const std::int64_t gain = fit.best.worth / kScoreUnit - fine.total();
  if (!one && gain * kLeastGain < std::int64_t{width} * height) return found;
  found.sector = to_sector(fit.best.shape, fit.kind, width, height);
  found.several = one.has_value();
  return found;
}

}  // namespace

model::FoundSector find_sector(const Evidence& evidence) {
  const int width = evidence.width();
  const int height = evidence.height();
  if (evidence.pictures() == 0) throw base::Error(base::Code::InvalidInput, "no pictures to find a sector in");
  const Backdrop backdrop = find_backdrop(evidence);
  const ScoreGrid fine = score_map(evidence, backdrop, kThreshold, (std::max(width, height) + kCells - 1) / kCells);
  model::FoundSector found;
  found.pictures = evidence.pictures();
  found.backdrop_level = backdrop.level;
  found.backdrop_permille = backdrop.share;
  found.sector.visible = {0, 0, width, height};
  if (backdrop.share >= kLeastBackdrop && std::min(width, height) >= kSmallestSide) {
    const Search result = search(fine, width, height);
    found.sector = result.sector;
    found.several_sectors = result.several;
  }
  const Agreement agreement = agreement_of(fine, evidence, found.sector);
  found.filled_permille = agreement.filled;
  found.outside_permille = agreement.outside;
  found.edges_permille = agreement.edges;
  found.moving_permille = agreement.moving;
  found.confidence_permille = confidence_of(found, backdrop.moves);
  return found;
}

}  // namespace vision
