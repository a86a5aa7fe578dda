#pragma once

#include "curate/dataset.h"

namespace curate {

/// Works out every link between the dataset's clips anew, and keeps them in the catalog.
void link(Dataset& dataset);

}  // namespace curate
