#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// A split, with the clips and links that it was checked against.
struct OpenSplit {
  model::Split split;                       ///< `stale`: why it no longer fits, if that was allowed
  std::vector<catalog::ClipSummary> units;  ///< of the split's axis
  std::vector<model::Link> links;
};

/// Reads everything in one transaction. Throws NotFound, and InvalidInput, with the reason, if the split no longer
/// fits; with `allow_relabelled` a split is accepted if only labels changed. Staleness is computed again, because a
/// killed import may not have recorded it.
OpenSplit open_split(catalog::Catalog& catalog, const std::string& name, bool allow_relabelled = false);

/// The folds for cross-validation alone, with labels of the first axis: models are trained on these, never on the test
/// set.
model::Split for_cross_validation(model::Split split);

}  // namespace curate
