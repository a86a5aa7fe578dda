#pragma once

#include <filesystem>
#include <string_view>

#include "catalog/catalog.h"
#include "manifest/taxonomy.h"

namespace curate {

/// The file of the dataset's copy of a manifest's own taxonomy, in its folder of manifests.
std::filesystem::path taxonomy_copy(const std::filesystem::path& manifests, std::string_view manifest);

/// The taxonomy of a manifest in the catalog: a built-in one, or the dataset's copy. Throws NotFound for an unknown
/// manifest, Corrupt if the copy cannot be read.
manifest::Taxonomy read_taxonomy(catalog::Catalog& catalog, const std::filesystem::path& manifests,
                                 std::string_view manifest);

}  // namespace curate
