#pragma once

#include "phantom_options.h"
#include "phantom_set.h"

namespace worker {

/// Files that cannot be read whole, or are not what they say.
void make_broken(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
