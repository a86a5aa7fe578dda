#pragma once

#include <string>
#include <vector>

#include "catalog/screens.h"
#include "model/finding.h"
#include "model/region.h"

namespace curate {

inline constexpr std::string_view kSectorDiffers = "sector-differs";

/// Sectors agree if they share this much of what either covers. Among the POCUS clips of one source and size, at least
/// 962 is shared.
inline constexpr int kSameSectorPermille = 900;
/// The least number of clips that agree, beside the one that differs.
inline constexpr int kLeastVotes = 3;

/// A clip whose sector differs from what other clips with the same screen agree on.
struct SectorProposal {
  model::Finding finding;  ///< kSectorDiffers
  model::Region region;    ///< the bounds of their sector
};

/// Clips of one source, probe and picture size, with overlays at the same places, vote: a sector is agreed on by at
/// least kLeastVotes clips, and more than half of those whose sector is reliable; of many, 128 vote. Clips whose
/// manifest has a region get no proposal. Sorted by clip; the order of `screens` does not matter.
std::vector<SectorProposal> sector_votes(const std::vector<catalog::Screen>& screens);

}  // namespace curate
