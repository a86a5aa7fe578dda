#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/clip_summaries.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// Groups of units that must share a fold, numbered in the order of their smallest clip id.
struct Grouping {
  static constexpr std::uint32_t kLeftOut = UINT32_MAX;
  std::vector<std::uint32_t> order;  ///< indices into the units, by clip id
  std::vector<std::uint32_t> group;  ///< of each unit, or kLeftOut
  /// Of each group, the weakest link that it depends on: without the links of this strength or weaker, it would fall
  /// apart. None for a group of one clip.
  std::vector<std::optional<model::Link>> weakest;
};

/// The closure of the units over the links that `parameters.by` uses:
///
// clang-format off
///   subject       every certain link (model::is_certain), and SameSource links between unknown clips
///   case          the same, but the links of a subject only if one of its clips has no case: that clip may belong to
///                 any of the subject's cases
///   source        the same as subject, and links between all clips of a source (SameSource, key "manifest/source")
///   clip, frame   none
// clang-format on
///
/// Links through clips that are not units (their import failed, but they may connect two others) count. An unknown clip
/// has neither subject nor case and may show any person of its source. SameSource links keep the unknown clips of a
/// source together; UnknownClips::Join also links them to all other clips of the source; with LeaveOut they are left
/// out, and these links are not used. A case identifies its patient: two cases without subjects count as two people.
/// The order of units and links does not matter. Throws InvalidInput if two units are the same clip.
Grouping make_groups(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                     const model::SplitParameters& parameters);

}  // namespace curate
