#pragma once

#include <string>
#include <string_view>

namespace base {

/// Text for the inside of XML or HTML elements and quoted attributes. Control characters, which XML has no way to
/// write, become U+FFFD.
std::string escape_markup(std::string_view text);

}  // namespace base
