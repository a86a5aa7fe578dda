#pragma once

#include <string>
#include <vector>

#include "catalog/table.h"

namespace publish {

/// How a column gives way where a terminal is narrow.
struct ColumnFit {
  enum class Cut { Never, Middle, End };
  std::string name;
  Cut cut = Cut::Never;  ///< never for ids, the middle of paths, the end of text
};

struct FittedText {
  std::string text;
  std::size_t columns = 0;  ///< how many are shown
};

/// Text for a terminal: aligned columns, numbers right-aligned, cells as base::printable.
std::string to_text(const catalog::Table& table);

/// The same in lines of at most `width` columns: the columns that come first in `fits`, in the table's order, with
/// cells cut as these say. Where the first `essential` do not fit beside each other, a line for each cell of a row.
FittedText to_text(const catalog::Table& table, const std::vector<ColumnFit>& fits, std::size_t essential, int width);

}  // namespace publish
