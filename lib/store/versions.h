#pragma once

#include <string>

namespace store {

/// The version of the library that is loaded.
std::string sqlite_version();

}  // namespace store
