#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/table.h"

namespace publish {

/// A row of column names, then the rows; cells as base::csv_cell has them, lines ended by a line feed alone, which
/// every reader takes and no shell tool stumbles over.
std::string to_csv(const catalog::Table& table);

/// {"columns": [...], "rows": [{column: value, ...}, ...], "next": text or null}: a row a line, no line feed at the
/// end. An empty cell is null. Bytes that are no UTF-8 become U+FFFD.
std::string to_json(const catalog::Table& table);

/// One line of to_csv.
std::string csv_row(const std::vector<catalog::Cell>& cells);

}  // namespace publish
