#pragma once

#include <vector>

#include "curate/dataset.h"
#include "manifest/manifest.h"

namespace curate {

/// The manifests, whose clips have the regions and windows that people decided on; of each the last that was not undone
/// counts. One that was drawn for a clip wins over the manifest's; one that was accepted from a finding does not. A
/// clip with `region: auto` or an accepted region keeps `auto_region`: its sector is looked for, whatever the run asks
/// for, so that it keeps its vote.
std::vector<manifest::Manifest> with_decided_crops(Dataset& dataset, std::vector<manifest::Manifest> manifests);

}  // namespace curate
