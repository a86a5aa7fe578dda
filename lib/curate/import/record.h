#pragma once

#include <vector>

#include "curate/dataset.h"
#include "curate/import/change.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

/// Records these manifests in the catalog, in one transaction, and keeps copies of them in the dataset: sources,
/// licences, clips with labels and wanted recipe, and `same_as`; then the findings and links that follow from them,
/// decisions about clips that are there now, and which splits are stale. Entries that a manifest no longer has are
/// removed. Returns the changes. Throws like `reconcile`, and then nothing is written.
std::vector<ManifestChanges> record(Dataset& dataset, const std::vector<manifest::Manifest>& manifests,
                                    const model::Recipe& recipe, bool allow_removals);

}  // namespace curate
