#pragma once

#include <optional>
#include <string_view>

#include "base/rational.h"

/// Inside this layer: what is read from a row is checked before it is checked.
namespace catalog {

/// Throws Corrupt: "catalog: table 'frame', row 'x': 'y' is not known here".
[[noreturn]] void unknown_value(std::string_view table, std::string_view row, std::string_view value);

/// The value that `parsed` found in `text`. Throws Corrupt, naming table and row, where it found none.
template <typename T>
T checked(const std::optional<T>& parsed, std::string_view table, std::string_view row, std::string_view text) {
  if (!parsed) unknown_value(table, row, text);
  return *parsed;
}

/// Throws Corrupt, naming table and row, where `text` is no fraction.
base::Rational read_rational(std::string_view text, std::string_view table, std::string_view row);

}  // namespace catalog
