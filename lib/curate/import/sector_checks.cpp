#include "curate/import/sector_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "curate/sectors/screen_layout.h"

namespace curate {
namespace {

using model::Region;
using model::Sector;

// How much of the sector is outside of the region, in 1/1000.
int cut_permille(const Sector& sector, const Region& region) {
  std::int64_t all = 0;
  std::int64_t kept = 0;
  const Region bounds = sector.bounds();
  for (int y = bounds.y; y < bounds.y + bounds.height; ++y) {
    for (int x = bounds.x; x < bounds.x + bounds.width; ++x) {
      if (!sector.contains(x, y)) continue;
      ++all;
      const bool inside = x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height;
      kept += inside ? 1 : 0;
    }
  }
  return all == 0 ? 0 : static_cast<int>((all - kept) * 1000 / all);
}

struct Beyond {
  int px;
  std::string_view side;
};

Beyond beyond(const Region& bounds, const Region& region) {
  const std::array sides = {Beyond{bounds.x - region.x, "left"}, Beyond{bounds.y - region.y, "top"},
                            Beyond{region.x + region.width - bounds.x - bounds.width, "right"},
                            Beyond{region.y + region.height - bounds.y - bounds.height, "bottom"}};
  return *std::ranges::max_element(sides, {}, &Beyond::px);
}

std::int64_t shared_pixels(const Region& a, const Region& b) {
  const int width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const int height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  return std::int64_t{std::max(width, 0)} * std::max(height, 0);
}

// Overlays that the region keeps, more than half of each, and that the sector's bounds would leave out. Those in the
// corners beside a fan are within its bounds: no region is without them.
std::int64_t kept_overlays(const std::vector<model::Overlay>& overlays, const Region& bounds, const Region& region) {
  return std::ranges::count_if(overlays, [&](const model::Overlay& overlay) {
    const std::int64_t pixels = std::int64_t{overlay.box.width} * overlay.box.height;
    return shared_pixels(overlay.box, region) * 2 > pixels &&
           shared_pixels(overlay.box, bounds) * 1000 < pixels * kBesidePermille;
  });
}

std::string doubt(const SeenInPictures& seen, const Region& region) {
  const Sector& sector = seen.sector.sector;
  const Region bounds = sector.bounds();
  std::vector<std::string> reasons;
  if (const int cut = cut_permille(sector, region); cut > kSectorCutPermille) {
    reasons.push_back(fmt::format("it cuts off {}.{}% of the sector found", cut / 10, cut % 10));
  }
  if (const Beyond most = beyond(bounds, region);
      most.px * 1000 > kBeyondSectorPermille * std::max(seen.width, seen.height)) {
    reasons.push_back(fmt::format("it reaches {} pixels beyond the sector found ({})", most.px, most.side));
  }
  if (const std::int64_t kept = kept_overlays(seen.overlays, bounds, region); kept > 0) {
    reasons.push_back(fmt::format("it keeps {} beside the sector found", base::counted(kept, "overlay")));
  }
  return fmt::format("{}", fmt::join(reasons, "; "));
}

}  // namespace

std::vector<model::Finding> check_sector(const std::string& clip, const SeenInPictures& seen,
                                         const model::Recipe& recipe) {
  std::vector<model::Finding> findings;
  const auto find = [&](const std::string& code, const std::string& message) {
    findings.push_back({code, "clip", clip, message});
  };
  const Sector& sector = seen.sector.sector;
  if (seen.sector.several_sectors) {
    const Region bounds = sector.bounds();
    find("several-sectors",
         fmt::format("the one used is {} x {} pixels at {},{}", bounds.width, bounds.height, bounds.x, bounds.y));
  }
  if (sector.kind == Sector::Kind::Whole && !recipe.region) {
    find("sector-not-found", fmt::format("no edges of a sector in {} x {} pixels", seen.width, seen.height));
  }
  // A region that a person accepted was compared with other clips' sectors.
  if (!recipe.region || recipe.auto_region > 0 || !is_reliable(seen.sector)) return findings;
  const std::string why = doubt(seen, *recipe.region);
  if (!why.empty()) find("region-doubtful", why);
  return findings;
}

}  // namespace curate
