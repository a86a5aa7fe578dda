#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace catalog {

/// Of a table that is shown; nothing: there is none.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  std::string next;  ///< give it to `Listing::after` for the next page; empty: this is the last
};

}  // namespace catalog
