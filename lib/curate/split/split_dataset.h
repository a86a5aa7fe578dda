#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "curate/split/continue_split.h"
#include "curate/split/leaks.h"
#include "curate/split/made_split.h"

namespace curate {

/// A split that was made and kept, what it was made from, and what leaks.
struct KeptSplit {
  MadeSplit made;
  std::vector<catalog::ClipSummary> units;
  Leaks leaks;
  std::optional<Continuation> continuation;  ///< where it goes on from one that was there
};

/// Each of these makes a split of the clips whose frames are done, checks with independent code what leaks, and keeps
/// it under its name (replacing one of that name) as a decision of `author`. They throw InvalidInput for a name that is
/// no id and where no such split exists.
KeptSplit split_dataset(Dataset& dataset, const model::SplitParameters& parameters, const Author& author);

/// Goes on from the split that has this name: see continue_split. Throws NotFound where there is none.
KeptSplit continue_dataset_split(Dataset& dataset, const std::string& name, const Author& author);

/// Takes the folds from a CSV file: see read_assignment. Of `parameters` name and axis are used.
KeptSplit split_dataset_from(Dataset& dataset, const model::SplitParameters& parameters,
                             const std::filesystem::path& file, const Author& author);

}  // namespace curate
