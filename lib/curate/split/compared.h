#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "curate/split/leaks.h"
#include "model/split.h"

namespace curate {

/// In which ways the clips of a split were compared, as the catalog knows: an older version may not have looked.
Compared compared_of(catalog::Catalog& catalog, const model::Split& split);

}  // namespace curate
