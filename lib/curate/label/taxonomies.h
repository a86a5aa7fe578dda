#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "curate/dataset.h"
#include "manifest/taxonomy.h"

namespace curate {

/// Where the dataset keeps a copy of a manifest's own taxonomy.
std::filesystem::path taxonomy_copy(const Dataset& dataset, std::string_view manifest);

/// The taxonomy that a manifest of the dataset names: a built-in one, or the dataset's copy. Throws Corrupt where the
/// copy cannot be read.
manifest::Taxonomy taxonomy_of(Dataset& dataset, std::string_view manifest);

/// The axes of all taxonomies of the dataset, in their order.
std::vector<std::string> known_axes(Dataset& dataset);

/// Throws InvalidInput where none of the dataset's taxonomies has the axis, naming those there are. Without manifests
/// there is nothing to be wrong about.
void check_axis(Dataset& dataset, std::string_view axis);

/// Throws InvalidInput where the manifest's taxonomy has no such axis or value, naming those it has.
void check_label(Dataset& dataset, std::string_view manifest, std::string_view axis, std::string_view value);

}  // namespace curate
