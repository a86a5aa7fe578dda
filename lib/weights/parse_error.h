#pragma once

#include <string>

#include "base/error.h"

namespace weights {

/// "'file': what; get it again …". The same next step for every damaged file of weights.
base::Error corrupt(const std::string& file, const std::string& what);
/// "'file': what": whole, but nothing that we can read.
base::Error unsupported(const std::string& file, const std::string& what);

}  // namespace weights
