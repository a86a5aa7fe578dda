#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// A split that fits the dataset, and what it fits.
struct OpenSplit {
  model::Split split;                       ///< `stale`: why it does not, where that was allowed
  std::vector<catalog::ClipSummary> units;  ///< of the split's axis
  std::vector<model::Link> links;
};

/// Reads all of it as it is at one moment. Throws NotFound, and InvalidInput, with the reason, where the split no
/// longer fits; with `allow_relabelled` not where labels alone changed. Also looks at what is now: an import that was
/// killed may not have come to say so.
OpenSplit open_split(catalog::Catalog& catalog, const std::string& name, bool allow_relabelled = false);

}  // namespace curate
