#pragma once

#include "phantom_options.h"
#include "phantom_set.h"

namespace worker {

/// Adds clips of several subjects, states, devices and formats.
void make_dataset(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
