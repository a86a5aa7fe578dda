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

/// A split that was made and saved, what it was made from, and its leaks.
struct KeptSplit {
  MadeSplit made;
  std::vector<catalog::ClipSummary> units;
  Leaks leaks;
  std::optional<Continuation> continuation;  ///< set if it continues an earlier split
};

/// Each of these makes a split of the clips that have frames, checks with independent code what leaks, and saves it
/// under its name (replacing one of that name) as a decision of `author`. They throw InvalidInput for a name that is
/// not an id and if no such split exists.
/// `test`: what becomes of the test set of the split that there is.
enum class TestSetOf { New, Before, BeforeExtended };
KeptSplit split_dataset(Dataset& dataset, const model::SplitParameters& parameters, TestSetOf test,
                        const Author& author);

/// Continues the split of this name: see continue_split. Throws NotFound if there is none.
KeptSplit continue_dataset_split(Dataset& dataset, const std::string& name, bool extend_test, const Author& author);

/// Reads the folds from a CSV file: see read_assignment. Only name and axis of `parameters` are used.
KeptSplit split_dataset_from(Dataset& dataset, const model::SplitParameters& parameters,
                             const std::filesystem::path& file, const Author& author);

}  // namespace curate
