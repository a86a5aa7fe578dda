#pragma once

#include "catalog/screens.h"

namespace curate {

/// Sectors below this confidence are not relied on.
inline constexpr int kReliableSectorPermille = 500;

/// Whether a sector was found that can be relied on.
bool is_reliable(const model::FoundSector& found);

/// Edges of overlays may differ by this share of the picture's longer side.
inline constexpr int kLayoutPermille = 20;
/// So many overlays must be at the same places,
inline constexpr int kSharedOverlays = 2;
/// and this share of them all.
inline constexpr int kSharedOverlaysPermille = 600;

/// Whether a clip shows the same screen as one with a reliable sector, by their overlays; both have pictures of one
/// size. A clip without a reliable sector may lack overlays that are found beside sectors only. If neither has
/// overlays, nothing speaks against it: so much is enough for such a clip, not for one with a reliable sector.
bool shows_screen_of(const catalog::Screen& clip, const catalog::Screen& reliable);

}  // namespace curate
