#pragma once

#include <string>

#include "base/error.h"

namespace weights {

/// "'file': what; …", with the next step for damaged weights files.
base::Error corrupt(const std::string& file, const std::string& what);
/// "'file': what", for a valid file that is not supported.
base::Error unsupported(const std::string& file, const std::string& what);

}  // namespace weights
