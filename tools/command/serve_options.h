#pragma once

#include "arguments.h"

/// What `sonoset serve` takes: `sonoset` checks it and shows help, `sonoset-serve` does it.
Arguments serve_arguments();
