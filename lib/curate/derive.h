#pragma once

#include "curate/dataset.h"

namespace curate {

/// Works out anew, in one transaction, all that follows from what the dataset knows of its clips: links, labels that
/// contradict within one file, what people decided about clips and findings that are here now, and which splits are
/// stale. Writes only what changed. To be called after anything that changes clips, their objects or findings.
void derive(Dataset& dataset);

}  // namespace curate
