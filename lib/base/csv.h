#pragma once

#include <string>
#include <string_view>

namespace base {

/// A text as a cell of a CSV file, quoted as in RFC 4180 if necessary. The text itself is not changed. (Spreadsheets
/// evaluate cells that start with = + - @ as formulas; import such columns as text there.)
std::string csv_cell(std::string_view text);

}  // namespace base
