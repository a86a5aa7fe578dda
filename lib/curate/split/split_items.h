#pragma once

#include <vector>

#include "curate/split/split_balance.h"
#include "curate/split/split_labels.h"
#include "model/split.h"

namespace curate {

/// What make_split balances: an item a group, its amounts in the measure that make_split describes. Two dimensions a
/// label (clips, frames) and two for all labels together.
Items items_of(const LabelTable& table, const std::vector<model::Group>& groups,
               const model::SplitParameters& parameters);

}  // namespace curate
