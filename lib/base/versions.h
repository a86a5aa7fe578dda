#pragma once

#include <string>

namespace base {

/// Versions of the libraries that are loaded.
std::string openssl_version();
std::string utf8proc_version_text();

}  // namespace base
