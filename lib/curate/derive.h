#pragma once

#include "curate/dataset.h"

namespace curate {

/// Updates, in one transaction, everything that follows from the dataset's clips: links, label conflicts and votes on
/// sectors, unless nothing they depend on changed (catalog::compared_kinds); the effect of decisions on clips and
/// findings; stale splits. Writes only what changed. Call it after changes to clips, their objects or findings.
void derive(Dataset& dataset);

}  // namespace curate
