#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/table.h"

/// What `list` shows: tables of plain cells.
namespace catalog {

struct Filter {
  std::string column;
  std::string value;  ///< equal to; empty: has none
};

struct Listing {
  std::string kind;                  ///< one of listing_kinds()
  std::vector<Filter> filters = {};  ///< all of them hold
  std::string sort = {};             ///< a column; empty: the natural key
  bool descending = false;
  std::int64_t limit = 100;  ///< rows at most; 0: all
  std::string after = {};    ///< Table::next of the page before; empty: from the start
};

/// clips, frames, sources, subjects, findings, labels, links, splits.
const std::vector<std::string>& listing_kinds();
/// Clips have one that is called by the dataset's main axis. Throws InvalidInput for an unknown kind.
std::vector<std::string> listing_columns(std::string_view kind, const std::string& main_axis);
/// Throws InvalidInput for an unknown kind or column, naming those there are. Keyset paging: a page costs the same
/// wherever it is.
Table list(Catalog& catalog, const Listing& listing);

/// The axis whose labels in effect lists of clips show: what a new catalog has, until another is chosen.
inline constexpr const char* kFirstMainAxis = "diagnosis";
std::string main_axis(Catalog& catalog);
void set_main_axis(Catalog& catalog, std::string_view axis);

}  // namespace catalog
