#pragma once

#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "curate/split/leaks.h"
#include "curate/split/made_split.h"

namespace curate {

/// A split that was made and kept, what it was made from, and what leaks.
struct KeptSplit {
  MadeSplit made;
  std::vector<catalog::ClipSummary> units;
  Leaks leaks;
};

/// Makes a split of the clips whose frames are done, checks with independent code what leaks, and keeps it under its
/// name (replacing one of that name) as a decision of `author`. Throws InvalidInput for a name that is no id and where
/// no such split exists.
KeptSplit split_dataset(Dataset& dataset, const model::SplitParameters& parameters, const Author& author);

}  // namespace curate
