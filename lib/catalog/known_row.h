#pragma once

#include <string_view>

/// Rows of one table that rows of another refer to.
namespace catalog {

/// Throws Corrupt: "catalog: table 'clip_state' has no row 'x'; …".
[[noreturn]] void missing_row(std::string_view table, std::string_view row);

/// What a map made from a table has for a key. Throws Corrupt, naming table and row, if it has nothing.
template <typename Map, typename Key>
const auto& known_row(const Map& rows, const Key& key, std::string_view table, std::string_view row) {
  const auto found = rows.find(key);
  if (found == rows.end()) missing_row(table, row);
  return found->second;
}

}  // namespace catalog
