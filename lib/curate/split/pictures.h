#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace curate {

/// The picture numbers of a clip's frames, from which a split by frame computes their folds.
using Pictures = std::function<std::vector<std::int64_t>(std::string_view clip)>;

/// Reads them from the catalog, which must outlive the result.
Pictures pictures_of(catalog::Catalog& catalog);

}  // namespace curate
