#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "catalog/manifests.h"
#include "curate/import/change.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

/// Compares manifests with what the catalog has of them. Reads only. A clip that one of them no longer has and another
/// has, moves. Throws InvalidInput, naming both places, where two of them have one name or one clip, or a clip is that
/// of another manifest; and, unless `allow_removals`, where a manifest would lose more than half of its clips.
std::vector<ManifestChanges> reconcile(catalog::Catalog& catalog, const std::vector<manifest::Manifest>& manifests,
                                       const model::Recipe& recipe, bool allow_removals);

/// Each list of names as pairs of the first name and another, names sorted.
std::vector<catalog::SamePerson> same_person_pairs(const manifest::Manifest& manifest);

}  // namespace curate
