#pragma once

#include <string>
#include <string_view>

namespace test {

/// Why a text is no well-formed XML element (tags that match, attributes once and quoted, entities that XML knows, no
/// control characters); empty: it is. Takes what our writers write, not all of XML: no comments, CDATA or processing
/// instructions.
std::string not_well_formed(std::string_view text);

/// How often a piece is in a text.
int count(std::string_view text, std::string_view piece);

}  // namespace test
