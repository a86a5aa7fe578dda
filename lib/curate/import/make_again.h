#pragma once

#include <set>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/import.h"
#include "manifest/manifest.h"

namespace curate {

/// The dataset's copy of a manifest. Throws NotFound if there is none, InvalidInput if it cannot be read.
manifest::Manifest manifest_copy(const Dataset& dataset, const std::string& name);

/// Makes the frames of clips again whose region or window people changed, from the dataset's own copies of manifests
/// and objects, with the sampling that was recorded for their manifests. Of the options, jobs, worker, limits and
/// version count. Returns the summaries by manifest. Throws NotFound for an unknown clip.
std::vector<ImportSummary> make_again(Dataset& dataset, const std::set<std::string>& clips, ImportOptions options,
                                      const ImportHooks& hooks = {});

}  // namespace curate
