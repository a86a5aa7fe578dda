#pragma once

#include "curate/dataset.h"

namespace curate {

/// Works out every link between the dataset's clips again, and the findings that take several clips: duplicates, and
/// labels that contradict within one file or recording. Keeps both in the catalog.
void link(Dataset& dataset);

}  // namespace curate
