#pragma once

#include "phantom_options.h"
#include "phantom_set.h"

namespace worker {

/// Adds files that are incomplete or not what they claim to be; each causes one finding.
void make_broken(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
