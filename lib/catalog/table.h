#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace catalog {

/// A cell of a listing; empty: no value.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  std::string next;                      ///< `Listing::after` of the next page; empty: this is the last
  std::vector<std::string> broken = {};  ///< rows whose values cannot be shown: which, and why
};

}  // namespace catalog
