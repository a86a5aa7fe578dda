#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/listing.h"
#include "catalog/table.h"

/// The tables that `list` shows.
namespace catalog {

/// Clips have a column named after the dataset's main axis. `by` as in Listing. Throws InvalidInput for an unknown
/// kind.
std::vector<std::string> listing_columns(std::string_view kind, const std::string& main_axis, std::string_view by = {});
/// Throws InvalidInput for an unknown kind or column, naming the valid ones. Keyset paging: every page costs the same.
Table list(Catalog& catalog, const Listing& listing);
/// Where the pages of a listing start.
struct PageStarts {
  std::int64_t rows = 0;           ///< of the whole listing
  std::vector<std::string> after;  ///< Listing::after of the second page of `step` rows, the third …
};
/// Reads the whole listing, whatever its limit.
PageStarts page_starts(Catalog& catalog, const Listing& listing, std::int64_t step);
/// The ids of the clips that match all filters; nothing without filters. Throws as `list` does.
std::optional<std::set<std::string>> matching_clips(Catalog& catalog, const std::vector<Filter>& filters);

/// The main axis of a new catalog, whose labels listings of clips show.
inline constexpr const char* kFirstMainAxis = "diagnosis";
std::string main_axis(Catalog& catalog);
/// The column of its labels in lists of clips: its name, or "label_" and its name where that has another meaning there.
std::string axis_column(Catalog& catalog);
void set_main_axis(Catalog& catalog, std::string_view axis);

}  // namespace catalog
