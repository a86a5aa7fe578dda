#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/table.h"

/// The tables that `list` shows.
namespace catalog {

struct Filter {
  std::string column;
  std::string value;  ///< rows with this value; empty: rows without one
};

struct Listing {
  std::string kind;                  ///< one of listing_kinds()
  std::vector<Filter> filters = {};  ///< all must match
  std::string sort = {};             ///< a column; empty: the natural key
  bool descending = false;
  std::int64_t limit = 100;  ///< maximum number of rows; 0: all
  std::string after = {};    ///< Table::next of the previous page; empty: from the start
  std::string by = {};       ///< "clip" for labels: a row for each clip and axis; empty: a row for each
};

/// clips, frames, sources, subjects, findings, labels, links, splits.
const std::vector<std::string>& listing_kinds();
/// Clips have a column named after the dataset's main axis. `by` as in Listing. Throws InvalidInput for an unknown
/// kind.
std::vector<std::string> listing_columns(std::string_view kind, const std::string& main_axis, std::string_view by = {});
/// Throws InvalidInput for an unknown kind or column, naming the valid ones. Keyset paging: every page costs the same.
Table list(Catalog& catalog, const Listing& listing);
/// The ids of the clips that match all filters; nothing without filters. Throws as `list` does.
std::optional<std::set<std::string>> matching_clips(Catalog& catalog, const std::vector<Filter>& filters);

/// The main axis of a new catalog, whose labels listings of clips show.
inline constexpr const char* kFirstMainAxis = "diagnosis";
std::string main_axis(Catalog& catalog);
void set_main_axis(Catalog& catalog, std::string_view axis);

}  // namespace catalog
