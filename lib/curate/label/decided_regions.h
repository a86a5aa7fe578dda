#pragma once

#include <vector>

#include "curate/dataset.h"
#include "manifest/manifest.h"

namespace curate {

/// The manifests, whose clips have the regions that people accepted for them (accepted_region; the last that was not
/// undone), where the manifest has none. Such a clip has `auto_region` too: its sector is looked for, whatever the run
/// asks for, so that it keeps its vote.
std::vector<manifest::Manifest> with_decided_regions(Dataset& dataset, std::vector<manifest::Manifest> manifests);

}  // namespace curate
