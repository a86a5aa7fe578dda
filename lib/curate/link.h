#pragma once

#include "curate/dataset.h"

namespace curate {

/// Updates all links between the dataset's clips, and the findings about several clips: duplicates, conflicting labels
/// within one file or recording, and sectors that differ from those of the same screen.
void link(Dataset& dataset);

/// Removes the uncertain links that a person dismissed: between clips that look alike, or names that are spelled alike.
void drop_dismissed_links(Dataset& dataset);

}  // namespace curate
