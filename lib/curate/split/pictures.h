#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace curate {

/// The picture numbers of a clip's frames: what a split by frame needs to say where they stand.
using Pictures = std::function<std::vector<std::int64_t>(std::string_view clip)>;

/// From the catalog, which must outlive it.
Pictures pictures_of(catalog::Catalog& catalog);

}  // namespace curate
