#include "curate/import/sector_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

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

std::string doubt(const Sector& sector, const Region& region, int longer_side) {
  const int cut = cut_permille(sector, region);
  const Beyond most = beyond(sector.bounds(), region);
  std::string text;
  if (cut > kSectorCutPermille) text = fmt::format("it cuts off {}.{}% of the sector found", cut / 10, cut % 10);
  if (most.px * 1000 > kBeyondSectorPermille * longer_side) {
    text += fmt::format("{}it reaches {} pixels beyond the sector found ({})", text.empty() ? "" : "; ", most.px,
                        most.side);
  }
  return text;
}

}  // namespace

std::vector<model::Finding> check_sector(const std::string& clip, const model::FoundSector& found,
                                         const std::optional<model::Region>& written, int picture_width,
                                         int picture_height) {
  std::vector<model::Finding> findings;
  const auto find = [&](const std::string& code, const std::string& message) {
    findings.push_back({code, "clip", clip, message});
  };
  const Sector& sector = found.sector;
  if (found.several_sectors) {
    const Region bounds = sector.bounds();
    find("several-sectors",
         fmt::format("the one used is {} x {} pixels at {},{}", bounds.width, bounds.height, bounds.x, bounds.y));
  }
  if (sector.kind == Sector::Kind::Whole && !written) {
    find("sector-not-found", fmt::format("no edges of a sector in {} x {} pixels", picture_width, picture_height));
  }
  if (!written || sector.kind == Sector::Kind::Whole || found.confidence_permille < kReliableSectorPermille) {
    return findings;
  }
  const std::string why = doubt(sector, *written, std::max(picture_width, picture_height));
  if (!why.empty()) find("region-doubtful", why);
  return findings;
}

}  // namespace curate
