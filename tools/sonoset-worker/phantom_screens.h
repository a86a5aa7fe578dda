#pragma once

#include "phantom_options.h"
#include "phantom_set.h"

namespace worker {

/// Adds clips as devices show them: sectors of all kinds among texts, rulers and logos.
void make_screens(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
