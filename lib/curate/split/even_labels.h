#pragma once

#include <cstdint>
#include <vector>

#include "curate/split/items.h"

namespace curate {

/// Moves and swaps items until labels are spread as evenly as the search finds. A fold's difference in a label is
/// |clips of the label in the fold / clips of the label - the fold's share|. The largest difference is made as small as
/// possible, then their sum over folds and labels, then the cost of `items` (split_balance.h).
///
/// `counts` has each item's clips of each label as amounts, `shares` the folds' shares as integers: 1, 1, 1 for three
/// even folds. All choices are made in integers, and the search stops after a fixed number of steps, so that the same
/// input gives the same folds everywhere. It never empties a fold.
void even_labels(const Items& counts, const Items& items, const std::vector<std::int64_t>& shares, std::uint64_t seed,
                 Assignment& assignment);

}  // namespace curate
