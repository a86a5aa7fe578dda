#pragma once

#include <string_view>

#include "curate/author.h"
#include "curate/dataset.h"
#include "curate/split/split_decision.h"

namespace curate {

/// Saves a split under its name, replacing one of that name, and records all of it as a decision. Saving the same split
/// again adds no decision.
void record_split(Dataset& dataset, const RecordedSplit& recorded, const Author& author);

/// Removes a split, which is a decision, too. Throws NotFound if there is none of that name.
void remove_split(Dataset& dataset, std::string_view name, const Author& author);

/// Records the splits of older versions, which did not record them.
void record_unwritten_splits(Dataset& dataset);

}  // namespace curate
