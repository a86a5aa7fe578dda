#pragma once

#include <vector>

#include "curate/split/attributes.h"
#include "curate/split/split_balance.h"
#include "model/split.h"

namespace curate {

/// What make_split balances: one item for each group, with amounts in the measure that make_split describes. Two
/// dimensions (clips, frames) for each label of each axis, two for all clips together, and one (clips) for each source
/// and kind of probe. With a test set, the last fold has a share of its own.
Items items_of(const std::vector<CountedAttribute>& attributes, const std::vector<model::Group>& groups,
               const model::SplitParameters& parameters);

/// One item for each group, whose amounts are its clips of each label of each axis; clips without a label do not count.
Items label_counts(const std::vector<CountedAttribute>& attributes, std::size_t groups);

}  // namespace curate
