#pragma once

#include <string>
#include <vector>

#include "curate/split/made_split.h"
#include "curate/split/split_labels.h"

namespace curate {

/// Why the folds cannot be filled: how many groups there are, what holds the largest together, what would help.
std::string too_few_groups(const MadeSplit& made);

/// What people should know of a split that was made: labels that some folds lack, a group larger than a fold's share,
/// clips without a label, clips left out. Each in one sentence; nothing where all is well.
std::vector<std::string> warnings_of(const LabelTable& table, const MadeSplit& made);

/// "3 clips name a case and no subject: …": cases are taken for people there. Empty where there is none.
std::string cases_for_people(const std::vector<catalog::ClipSummary>& units, const model::Split& split);

}  // namespace curate
