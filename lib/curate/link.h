#pragma once

#include "curate/dataset.h"

namespace curate {

/// Works out every link between the dataset's clips again, and the findings that take several clips: duplicates, and
/// labels that contradict within one file or recording. Keeps both in the catalog.
void link(Dataset& dataset);

/// Takes away the links that may be, where a person said that they are not: of two clips that look alike, or of names
/// that are written alike.
void drop_dismissed_links(Dataset& dataset);

}  // namespace curate
