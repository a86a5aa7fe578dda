#pragma once

#include <string>
#include <string_view>

namespace base {

/// A text as a cell of a CSV file, quoted as RFC 4180 has it where it must be.
///
/// Spreadsheets run a text that begins with = + - @ tab or carriage return as a formula, quoted or not. Such a text
/// gets an apostrophe in front, unless it is a number; so does one that has apostrophes in front of such a sign
/// already: take one apostrophe away from what looks like this, and you have the text. Ids, digests, numbers and paths
/// never need it.
std::string csv_cell(std::string_view text);

}  // namespace base
