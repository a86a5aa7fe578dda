#pragma once

#include <optional>
#include <vector>

#include "model/finding.h"
#include "model/found_sector.h"

namespace curate {

/// Sectors below this are not relied on when a region is judged.
inline constexpr int kReliableSectorPermille = 500;
/// A region is doubtful if it leaves out more than this of the sector.
inline constexpr int kSectorCutPermille = 20;
/// And if it reaches further beyond the sector's bounds than this share of the picture's longer side.
inline constexpr int kBeyondSectorPermille = 30;

/// Findings about the sector of a clip: none found, several, or one that a written region does not agree with. Uses
/// integers only.
std::vector<model::Finding> check_sector(const std::string& clip, const model::FoundSector& found,
                                         const std::optional<model::Region>& written, int picture_width,
                                         int picture_height);

}  // namespace curate
