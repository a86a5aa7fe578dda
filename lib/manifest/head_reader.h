#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "manifest/fields.h"
#include "manifest/manifest.h"

namespace manifest {

/// Reads name, title, description, taxonomy (with its terms) and licences into `manifest`. `taxonomy`: read the terms
/// from this file instead of the one that the manifest names; empty: not.
void read_head(const Fields& fields, const std::filesystem::path& folder, const std::filesystem::path& taxonomy,
               Manifest& manifest);

/// An entry of `sources`. `licences`: the declared LicenseRef-… ids.
model::Source read_source(const Fields& fields, const std::vector<std::string>& licences);
/// The keys of an entry of `sources`.
const std::vector<std::string>& source_keys();

/// Reads `same_as`, which names subjects of the manifest's clips.
void read_same_as(const Fields& fields, Manifest& manifest);

std::vector<std::string> licence_ids(const Manifest& manifest);

}  // namespace manifest
