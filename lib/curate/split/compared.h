#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "curate/split/leaks.h"
#include "model/split.h"

namespace curate {

/// How many clips of a split were compared in each way, from the catalog; an older version may not have compared all.
Compared compared_of(catalog::Catalog& catalog, const model::Split& split);

}  // namespace curate
