#pragma once

#include <string>

namespace manifest {

/// The version of libyaml that is loaded, and that of RE2 by its file name: the library does not tell.
std::string libyaml_version();
std::string re2_version();

}  // namespace manifest
