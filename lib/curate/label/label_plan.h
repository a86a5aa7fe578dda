#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "curate/label/label_file.h"

namespace curate {

/// What a row of a file changes.
struct LabelChange {
  LabelRow row;
  std::string before;  ///< the value in effect now; empty: none
  std::string after;   ///< the same once all rows are recorded
};

/// What a file of labels changes; nothing is recorded yet.
struct LabelPlan {
  std::vector<LabelChange> changes;           ///< in the file's order
  std::vector<catalog::Decision> decisions;  ///< to be recorded
  std::size_t unchanged = 0;  ///< rows that repeat what their author said last; or that have nothing to undo
};

/// Records each row as a label of its author.
LabelPlan plan_labels(Dataset& dataset, const std::vector<LabelRow>& rows);

/// Undoes the last label of each row's author that says the same as the row.
LabelPlan plan_undo(Dataset& dataset, const std::vector<LabelRow>& rows, const Author& author);

}  // namespace curate
