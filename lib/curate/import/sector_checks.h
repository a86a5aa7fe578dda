#pragma once

#include <string>
#include <vector>

#include "model/finding.h"
#include "model/found_sector.h"
#include "model/overlay.h"
#include "model/recipe.h"

namespace curate {

/// A region is doubtful if it leaves out more than this of the sector,
inline constexpr int kSectorCutPermille = 20;
/// if it reaches further beyond the sector's bounds than this share of the picture's longer side,
inline constexpr int kBeyondSectorPermille = 30;
/// or if it keeps overlays of which less than this is within the sector's bounds.
inline constexpr int kBesidePermille = 500;

/// What was found in a clip's pictures.
struct SeenInPictures {
  const model::FoundSector& sector;
  const std::vector<model::Overlay>& overlays;
  int width = 0;  ///< of the displayed picture
  int height = 0;
};

/// Findings about the sector of a clip: none found, several, or one that a written region does not agree with. Uses
/// integers only.
std::vector<model::Finding> check_sector(const std::string& clip, const SeenInPictures& seen,
                                         const model::Recipe& recipe);

}  // namespace curate
