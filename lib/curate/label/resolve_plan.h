#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "curate/label/resolve_file.h"
#include "model/region.h"

namespace curate {

/// What a row of a file changes.
struct ResolveChange {
  ResolveRow row;
  int findings = 0;                     ///< that it resolves, or that are open again
  std::optional<model::Region> region;  ///< that the clip gets, or no longer has
};

/// What a file of answers changes; nothing is recorded yet.
struct ResolvePlan {
  std::vector<ResolveChange> changes;        ///< in the file's order
  std::vector<catalog::Decision> decisions;  ///< to be recorded with `carry_out`
  std::size_t unchanged = 0;                 ///< rows that repeat what is recorded; or that have nothing to undo
  std::size_t without_answer = 0;
};

/// Accepting a finding kSectorDiffers gives its clip the region that the votes give now. Throws InvalidInput, naming
/// the rows that cannot be used: nothing open, nothing to accept, or a proposal that is not the one that was answered.
ResolvePlan plan_resolutions(Dataset& dataset, const ResolveRows& rows);

/// Undoes the last resolution of each row's author that says the same as the row.
ResolvePlan plan_undo_resolutions(Dataset& dataset, const ResolveRows& rows, const Author& author);

/// Records the plan's decisions and updates what depends on them. Returns them as they were recorded.
std::vector<catalog::Decision> carry_out(Dataset& dataset, const ResolvePlan& plan);

}  // namespace curate
