#pragma once

#include "curate/dataset.h"

namespace curate {

/// Works out every link between the dataset's clips anew, and what labels contradict within one file; keeps both in the
/// catalog.
void link(Dataset& dataset);

}  // namespace curate
