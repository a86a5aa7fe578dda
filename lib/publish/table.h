#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/table.h"

namespace publish {

/// A row of column names, then the rows, with cells by base::csv_cell. Lines end with a line feed only, which all
/// readers and shell tools accept.
std::string to_csv(const catalog::Table& table);

/// {"columns": [...], "rows": [{column: value, ...}, ...], "next": text or null}, one row per line, without a line feed
/// at the end. Empty cells are null. Invalid UTF-8 becomes U+FFFD.
std::string to_json(const catalog::Table& table);

/// A cell as to_json writes it.
std::string json_value(const catalog::Cell& cell);

/// One line of to_csv.
std::string csv_row(const std::vector<catalog::Cell>& cells);

}  // namespace publish
