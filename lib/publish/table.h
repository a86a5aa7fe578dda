#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/listing.h"

namespace publish {

/// A row of column names, then the rows; cells quoted as in RFC 4180, lines ended by a line feed alone, which every
/// reader takes and no shell tool stumbles over.
///
/// Spreadsheets run a text that begins with = + - @ tab or carriage return as a formula, quoted or not. Such a text
/// gets an apostrophe in front, unless it is a number; so does one that has apostrophes in front of such a sign
/// already: take one apostrophe away from what looks like this, and you have the text. Ids, digests, numbers and paths
/// never need it.
std::string to_csv(const catalog::Table& table);

/// {"columns": [...], "rows": [{column: value, ...}, ...], "next": text or null}: a row a line, no line feed at the
/// end. An empty cell is null. Bytes that are no UTF-8 become U+FFFD.
std::string to_json(const catalog::Table& table);

/// For a terminal: aligned columns, numbers to the right, and nothing that a terminal would act on (control characters
/// and the marks that turn the direction of text are shown as \xNN and \uNNNN).
std::string to_text(const catalog::Table& table);

/// One line of to_csv, and one cell.
std::string csv_row(const std::vector<catalog::Cell>& cells);
std::string csv_cell(std::string_view text);
/// A text as to_text shows it, and how many columns of a terminal that takes.
std::string printable(std::string_view text);
int display_width(std::string_view text);

}  // namespace publish
