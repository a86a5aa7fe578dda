#pragma once

#include <vector>

#include "curate/split/split_balance.h"
#include "curate/split/split_labels.h"
#include "model/split.h"

namespace curate {

/// What make_split balances: one item for each group, with amounts in the measure that make_split describes. Two
/// dimensions (clips, frames) for each label, and two for all labels together.
Items items_of(const LabelTable& table, const std::vector<model::Group>& groups,
               const model::SplitParameters& parameters);

}  // namespace curate
