#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "curate/dataset.h"
#include "manifest/taxonomy.h"

namespace curate {

/// The file of the dataset's copy of a manifest's own taxonomy.
std::filesystem::path taxonomy_copy(const Dataset& dataset, std::string_view manifest);

/// The taxonomy of a manifest in the dataset: a built-in one, or the dataset's copy. Throws Corrupt if the copy cannot
/// be read.
manifest::Taxonomy taxonomy_of(Dataset& dataset, std::string_view manifest);

/// Those of all manifests, in order; one that several share comes once.
std::vector<manifest::Taxonomy> taxonomies(Dataset& dataset);

/// The axes of all taxonomies of the dataset, in order.
std::vector<std::string> known_axes(Dataset& dataset);

/// Throws InvalidInput, naming the known axes, if none of the dataset's taxonomies has this one. Without manifests any
/// axis is accepted.
void check_axis(Dataset& dataset, std::string_view axis);

/// Throws InvalidInput if the manifest's taxonomy has no such axis or value, naming those it has.
void check_label(Dataset& dataset, std::string_view manifest, std::string_view axis, std::string_view value);

}  // namespace curate
