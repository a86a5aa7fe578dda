#pragma once

#include <string>
#include <string_view>

namespace test {

/// Why a text is not a well-formed XML element (matching tags, unique quoted attributes, XML's own entities, no control
/// characters); empty if it is. Covers what our writers produce: no comments, CDATA or processing instructions.
std::string not_well_formed(std::string_view text);

/// How often `piece` occurs in `text`.
int count(std::string_view text, std::string_view piece);

}  // namespace test
