#pragma once

#include <optional>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/attributes.h"
#include "curate/split/made_split.h"
#include "curate/split/test_set.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// Groups the units (see make_groups) and assigns whole groups to folds: no fold is empty, and folds are as even as
/// possible.
///
/// Evenness is a chi-square: the sum over folds and labels (clips without a label count as one label, and all clips
/// together as another) of (clips - share)^2 / share + (frames - share)^2 / (share * frames per clip), where a share is
/// 1/folds of that label's clips or frames, and of the same for clips of each source and kind of probe, with the
/// weights of `parameters.balance`. Rare labels are weighted up, and thirty frames weigh as much as the one clip they
/// come from. If only labels have a weight, even_labels minimises the largest and then the mean difference of a label's
/// share, which is what scikit-learn's StratifiedGroupKFold is compared by.
///
/// With `parameters.test` the last fold is a test set of that share; with `held_out` it is all groups with such a clip,
/// and only the others are made even. `rule` keeps the test set of an earlier split.
///
/// The order of units and links does not matter; the seed breaks ties and steers the search. Under SplitBy::Frame each
/// clip is a group and its `fold` is an unused 0: model::frame_fold gives the fold of a frame. Throws InvalidInput,
/// with the reason and what to change, if no such split exists.
MadeSplit make_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                     const model::SplitParameters& parameters, const TestSetRule& rule = {});

/// Folds that are not made yet: groups without the test set's, and what they are balanced by.
struct Unfolded {
  MadeSplit made;  ///< all groups in fold 0; parameters without the test set if that is taken out
  std::vector<CountedAttribute> attributes;
  std::optional<TestSet> test;  ///< of the last fold, taken out; none: chosen with the folds

  const LabelTable& labels() const { return attributes.front().table; }
};
Unfolded prepare_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                       const model::SplitParameters& parameters, const TestSetRule& rule);
/// Assigns all groups to folds.
void fold(Unfolded& unfolded);
/// With warnings and the test set.
MadeSplit finished(Unfolded unfolded, const model::SplitParameters& parameters);

}  // namespace curate
