#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/rational.h"
#include "store/statement.h"

/// Internal to this layer: values read from rows are checked.
namespace catalog {

/// Throws Corrupt: "catalog: table 'frame', row 'x': invalid value 'y'; …".
[[noreturn]] void unknown_value(std::string_view table, std::string_view row, std::string_view value);

/// The value parsed from `text`. Throws Corrupt, naming table and row, if there is none.
template <typename T>
T checked(const std::optional<T>& parsed, std::string_view table, std::string_view row, std::string_view text) {
  if (!parsed) unknown_value(table, row, text);
  return *parsed;
}

/// An id, which becomes part of a file's name. Throws Corrupt, naming the table, unless it is one (model::is_id).
std::string read_id(const store::Statement& row, int column, std::string_view table);

/// Throws Corrupt, naming table and row, if `text` is not a fraction.
base::Rational read_rational(std::string_view text, std::string_view table, std::string_view row);

}  // namespace catalog
