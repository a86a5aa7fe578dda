#pragma once

#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/made_split.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// Groups the units (see make_groups) and assigns whole groups to folds: no fold is empty, and folds are as even as
/// possible.
///
/// Evenness is a chi-square: the sum over folds and labels (clips without a label count as one label, and all clips
/// together as another) of (clips - share)^2 / share + (frames - share)^2 / (share * frames per clip), where a share is
/// 1/folds of that label's clips or frames. Rare labels are weighted up, and thirty frames weigh as much as the one
/// clip they come from. scikit-learn's StratifiedGroupKFold uses a similar measure (the spread of label shares, clips
/// only) and stops after the greedy assignment, where this search starts: see split_balance.h.
///
/// The order of units and links does not matter; the seed breaks ties and steers the search. Under SplitBy::Frame each
/// clip is a group and its `fold` is an unused 0: model::frame_fold gives the fold of a frame. Throws InvalidInput,
/// with the reason and what to change, if no such split exists.
MadeSplit make_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                     const model::SplitParameters& parameters);

}  // namespace curate
