#pragma once

#include <string>
#include <string_view>

namespace plot {

/// Text for the inside of XML or HTML elements and quoted attributes.
std::string escaped(std::string_view text);

}  // namespace plot
