#pragma once

#include <string>
#include <string_view>

namespace base {

/// Escapes text for XML and HTML elements and quoted attributes. Control characters that XML does not allow become
/// U+FFFD.
std::string escape_markup(std::string_view text);

}  // namespace base
