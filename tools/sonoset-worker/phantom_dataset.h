#pragma once

#include "phantom_options.h"
#include "phantom_set.h"

namespace worker {

/// Clips of several subjects, states, devices and containers.
void make_dataset(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
