#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fetch {

/// The segments of a URL's path, percent-decoded (RFC 3986); of a relative path, its parts. Query and fragment are
/// dropped; segments that are empty, "." or "..", or that hold '/' or NUL once decoded, make the answer empty.
std::vector<std::string> path_segments(std::string_view url_or_path);

}  // namespace fetch
