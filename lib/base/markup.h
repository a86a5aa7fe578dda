#pragma once

#include <string>
#include <string_view>

namespace base {

/// Escapes text for XML and HTML elements and quoted attributes. Control characters and hidden ones, which could turn
/// the direction of the text around them, are shown as on a terminal (`printable`).
std::string escape_markup(std::string_view text);

}  // namespace base
