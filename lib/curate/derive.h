#pragma once

#include "curate/dataset.h"

namespace curate {

/// Works out again, in one transaction, all that follows from what the dataset knows of its clips: links and what
/// labels contradict, unless nothing changed that they follow from (catalog::compared_kinds); what people decided about
/// clips and findings that are here now; which splits are stale. Writes only what changed. To be called after anything
/// that changes clips, their objects or findings.
void derive(Dataset& dataset);

}  // namespace curate
