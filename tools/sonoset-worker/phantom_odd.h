#pragma once

#include "phantom_options.h"
#include "phantom_set.h"

namespace worker {

/// Files that are unusual and right.
void make_odd(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
