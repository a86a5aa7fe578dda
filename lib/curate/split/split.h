#pragma once

#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/made_split.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

inline constexpr int kMaxFolds = 1000;

/// Groups the units (see make_groups) and deals the groups to folds: whole, no fold empty, as even as can be.
///
/// Even means: chi-square is small. Over folds and labels (clips without one count as a label of their own, and all
/// clips together once more), (clips - share)^2 / share + (frames - share)^2 / (share * frames per clip), where a share
/// is 1/folds of that label's clips or frames. So a rare label counts as much as its clips' number allows, a label is
/// never given up for another, and thirty frames weigh as much as the one clip they come from. scikit-learn's
/// StratifiedGroupKFold has a kindred measure (the spread of label shares; clips only) and stops after the greedy
/// deal, which is only where this one starts: see split_balance.h.
///
/// The order of units and links does not matter; the seed decides between equals and where the search looks. Under
/// SplitBy::Frame each clip is a group and its `fold` is 0 and means nothing: model::frame_fold says where frames are.
/// Throws InvalidInput, with the reason and what would help, where no such split exists.
MadeSplit make_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                     const model::SplitParameters& parameters);

}  // namespace curate
