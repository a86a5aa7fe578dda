#pragma once

#include <string>
#include <string_view>

namespace base {

/// A text as a cell of a CSV file, quoted as RFC 4180 has it where it must be. Nothing is added to the text: what a
/// program reads is what was meant. (Spreadsheets run a cell that begins with = + - @ as a formula; import such columns
/// as text there.)
std::string csv_cell(std::string_view text);

}  // namespace base
