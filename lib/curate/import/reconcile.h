#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "catalog/manifests.h"
#include "curate/import/change.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

/// Compares manifests with the catalog. Reads only. A clip that is now in another of the manifests moves there. Throws
/// InvalidInput, naming both places, if two manifests have the same name or clip or if a clip belongs to a manifest
/// that is not given; and, unless `allow_removals`, if a manifest would lose more than half of its clips.
std::vector<ManifestChanges> reconcile(catalog::Catalog& catalog, const std::vector<manifest::Manifest>& manifests,
                                       const model::Recipe& recipe, bool allow_removals);

/// For each list of names, sorted, the pairs of the first name and each other one.
std::vector<catalog::SamePerson> same_person_pairs(const manifest::Manifest& manifest);

}  // namespace curate
