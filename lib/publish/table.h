#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/list.h"

namespace publish {

/// A row of column names, then the rows; cells as base::csv_cell has them, lines ended by a line feed alone, which
/// every reader takes and no shell tool stumbles over.
std::string to_csv(const catalog::Table& table);

/// {"columns": [...], "rows": [{column: value, ...}, ...], "next": text or null}: a row a line, no line feed at the
/// end. An empty cell is null. Bytes that are no UTF-8 become U+FFFD.
std::string to_json(const catalog::Table& table);

/// For a terminal: aligned columns, numbers to the right, and nothing that a terminal would act on (control characters
/// and the marks that turn the direction of text are shown as \xNN and \uNNNN).
std::string to_text(const catalog::Table& table);

/// One line of to_csv.
std::string csv_row(const std::vector<catalog::Cell>& cells);
/// A text as to_text shows it, and how many columns of a terminal that takes.
std::string printable(std::string_view text);
int display_width(std::string_view text);

}  // namespace publish
