#pragma once

#include <string>
#include <vector>

#include "curate/split/attributes.h"
#include "curate/split/made_split.h"
#include "curate/split/test_set.h"

namespace curate {

/// Why the folds cannot be filled: how many groups there are, what holds the largest together, what to change.
std::string too_few_groups(const MadeSplit& made);

/// Warnings about a split, one sentence each: labels missing from some folds, a group larger than an even fold, clips
/// without a label, clips left out. `beside_test_set`: a test set was taken out before.
std::vector<std::string> warnings_of(const std::vector<CountedAttribute>& attributes, const MadeSplit& made,
                                     bool beside_test_set);

/// Notes in `test` which labels of the other clips, counted in `attributes`, it has none of.
void note_missing_labels(const std::vector<catalog::ClipSummary>& units,
                         const std::vector<CountedAttribute>& attributes, const model::SplitParameters& parameters,
                         TestSet& test);

/// "3 clips have a case but no subject: …"; empty if there is none, or if the split is not by subject.
std::string cases_for_people(const std::vector<catalog::ClipSummary>& units, const model::Split& split);

}  // namespace curate
