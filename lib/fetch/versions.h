#pragma once

#include <string>

namespace fetch {

/// The version of libcurl, which is loaded for it; "not installed" where it cannot be.
std::string libcurl_version();

}  // namespace fetch
