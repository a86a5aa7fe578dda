#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catalog/catalog.h"

/// What `status` and `list` show: tables of plain cells.
namespace catalog {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  std::string next;  ///< give it to `Listing::after` for the next page; empty: this is the last
};

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

struct Status {
  std::int64_t manifests = 0, sources = 0, clips = 0, subjects = 0, objects = 0, object_bytes = 0, frames = 0;
  std::int64_t splits = 0, stale_splits = 0, open_findings = 0;
  std::int64_t removed_clips = 0;  ///< that manifests no longer have, whose files stay until gc
  std::vector<std::pair<std::string, std::int64_t>> clips_by_state;    ///< every state, in the machine's order
  std::vector<std::pair<std::string, std::int64_t>> findings_by_code;  ///< open ones, by code
};
/// Constant-time counts where a table is large.
Status status(Catalog& catalog);

}  // namespace catalog
