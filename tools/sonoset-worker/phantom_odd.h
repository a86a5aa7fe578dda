#pragma once

#include "phantom_options.h"
#include "phantom_set.h"

namespace worker {

/// Adds files that are unusual but valid.
void make_odd(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
