#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/clip_summaries.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// Which units must share a fold. Groups are numbered in the order of their smallest clip id.
struct Grouping {
  static constexpr std::uint32_t kLeftOut = UINT32_MAX;
  std::vector<std::uint32_t> order;  ///< indices into the units, by clip id
  std::vector<std::uint32_t> group;  ///< of each unit, or kLeftOut
  /// Of each group, the weakest link that it depends on: take away all links that are weaker or as weak, and it falls
  /// apart; with those that are stronger alone it had fallen apart already. None for a group of one clip.
  std::vector<std::optional<model::Link>> weakest;
};

/// The closure of the units over the links that `parameters.by` uses:
///
///   subject       every link but near-duplicates, which nobody has confirmed
///   case          the same without the subject's, except where one of that subject's clips names no case: it may
///   belong
///                 to any of them, and unknown never means unique
///   source        every link, and all clips of one source (as a link of kind SameSource, key "manifest/source")
///   clip, frame   none
///
/// Links through clips that are no units (nothing came of them, yet they say that two others are one person) count.
/// A clip that names neither subject nor case may be of any person of its source. Links of kind SameSource hold the
/// unknown ones of a source together; UnknownClips::Join adds links of this kind from them to all others of the source;
/// with LeaveOut they are left out, and these links are not used. A case names its patient as a subject does: two cases
/// without subjects are taken for two people.
/// Neither the order of units nor that of links matters. Throws InvalidInput where two units are the same clip.
Grouping make_groups(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                     const model::SplitParameters& parameters);

}  // namespace curate
