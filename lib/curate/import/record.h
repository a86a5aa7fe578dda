#pragma once

#include <vector>

#include "curate/dataset.h"
#include "curate/import/change.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

/// Makes the catalog say what these manifests say, in one transaction, and keeps copies of them in the dataset:
/// sources, licences, clips with labels and wanted recipe, who is the same person; the findings and links that follow
/// from their words; decisions about clips that are here now; and which splits are stale. What a manifest no longer
/// says goes. Returns what that changed. Throws as `reconcile`, and then nothing is written.
std::vector<ManifestChanges> record(Dataset& dataset, const std::vector<manifest::Manifest>& manifests,
                                    const model::Recipe& recipe, bool allow_removals);

}  // namespace curate
