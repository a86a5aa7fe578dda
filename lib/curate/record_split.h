#pragma once

#include <string_view>

#include "curate/author.h"
#include "curate/dataset.h"
#include "curate/split/split_decision.h"

namespace curate {

/// Keeps a split under its name, replacing one of that name, and writes it down as a decision, whole. The same one
/// again is no new decision.
void record_split(Dataset& dataset, const RecordedSplit& recorded, const Author& author);

/// Removes a split, which is a decision too. Throws NotFound where there is none of that name.
void remove_split(Dataset& dataset, std::string_view name, const Author& author);

/// Writes down each split that an older version made: it wrote none.
void record_unwritten_splits(Dataset& dataset);

}  // namespace curate
