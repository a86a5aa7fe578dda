#pragma once

#include <string>
#include <string_view>

namespace test {

/// Why a text is not a well-formed XML element (matching tags, unique quoted attributes, XML's entities, no control
/// characters); empty: it is. Supports what our writers write, not all of XML: no comments, CDATA or processing
/// instructions.
std::string not_well_formed(std::string_view text);

/// The number of occurrences of a piece in a text.
int count(std::string_view text, std::string_view piece);

}  // namespace test
