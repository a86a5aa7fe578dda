#include "catalog/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "base/text.h"
#include "catalog/cells.h"
#include "catalog/kinds.h"
#include "catalog/page_key.h"

namespace catalog {
namespace {

using base::Code;
using base::Error;

const Kind& kind_of(std::string_view name, std::string_view by) {
  const auto found =
      std::ranges::find_if(kinds(), [&](const Kind& kind) { return kind.name == name && kind.by == by; });
  if (found != kinds().end()) return *found;
  if (!by.empty() && std::ranges::find(listing_kinds(), name) != listing_kinds().end()) {
    throw Error(Code::InvalidInput, fmt::format("cannot list {} by '{}'; only labels can be listed by clip", name, by));
  }
  throw Error(Code::InvalidInput,
              fmt::format("cannot list '{}'{} (one of: {})", name, base::did_you_mean(name, listing_kinds()),
                          fmt::join(listing_kinds(), ", ")));
}

// The main axis as a column name; an axis may have the name of another column.
std::string main_axis_column(const Kind& kind, const std::string& axis) {
  const bool taken = std::ranges::any_of(kind.columns, [&axis](const Column& one) { return one.name == axis; });
  return taken ? "label_" + axis : axis;
}

std::string name_of(const Kind& kind, const Column& column, const std::string& main_axis) {
  return column.name == kMainAxis ? main_axis_column(kind, main_axis) : std::string(column.name);
}

const Column& column_of(const Kind& kind, std::string_view name, const std::string& main_axis, bool selective) {
  const auto column = std::ranges::find_if(
      kind.columns, [&](const Column& one) { return one.filterable() && name_of(kind, one, main_axis) == name; });
  std::vector<std::string> there_are;
  for (const Column& one : kind.columns) {
    if (one.filterable() && (one.indexed || selective)) there_are.push_back(name_of(kind, one, main_axis));
  }
  if (column == kind.columns.end()) {
    throw Error(Code::InvalidInput, fmt::format("cannot filter or sort {} by '{}'{} (one of: {})", kind.name, name,
                                                base::did_you_mean(name, there_are), fmt::join(there_are, ", ")));
  }
  if (!column->indexed && !selective) {
    throw Error(Code::InvalidInput, fmt::format("cannot filter or sort {0} by '{1}' without a filter on {2}; add "
                                                "--where {2}=…, or use one of: {3}",
                                                kind.name, name, kind.selective_column, fmt::join(there_are, ", ")));
  }
  return *column;
}

/// One listing, prepared for reading page by page.
struct Query {
  const Kind* kind = nullptr;
  const AccessPath* access_path = nullptr;
  std::vector<Column> order;                                   // a unique sort key of the rows
  std::vector<std::pair<std::string_view, KeyValue>> filters;  // SQL, and what it equals
  bool descending = false;
};

Query plan(const Listing& listing, const std::string& main_axis) {
  Query query;
  query.kind = &kind_of(listing.kind, listing.by);
  query.descending = listing.descending;
  const bool selective = std::any_of(listing.filters.begin(), listing.filters.end(), [&query](const Filter& filter) {
    return !query.kind->selective_column.empty() && filter.column == query.kind->selective_column;
  });
  int access_path = -1;
  if (!listing.sort.empty()) {
    const Column& column = column_of(*query.kind, listing.sort, main_axis, selective);
    query.order.push_back({column.name, column.key(), column.type});
    access_path = column.access_path;
  }
  for (const Filter& filter : listing.filters) {
    const Column& column = column_of(*query.kind, filter.column, main_axis, selective);
    const auto value = filter_value(column.type, filter.value);
    if (!value) {
      throw Error(Code::InvalidInput, fmt::format("'{}' is not a value of column '{}'", filter.value, filter.column));
    }
    query.filters.emplace_back(column.key(), *value);
    if (access_path < 0) access_path = column.access_path;
  }
  query.access_path =
      &query.kind->access_paths[selective || access_path < 0 ? 0 : static_cast<std::size_t>(access_path)];
  for (const Column& part : query.access_path->key) {
    if (query.order.empty() || query.order.front().sql != part.sql) query.order.push_back(part);
  }
  return query;
}

std::string select_sql(const Query& query) {
  std::string sql = "SELECT ";
  for (const Column& column : query.kind->columns) sql.append(column.sql).append(", ");
  for (const Column& part : query.order) sql.append(part.sql).append(&part == &query.order.back() ? " FROM " : ", ");
  return sql.append(query.access_path->from);
}

// The rows whose first `same` parts of the order equal those of `from` and whose next part comes after it; all rows if
// `from` is empty. Each such range is one range of an index, so that every page costs the same.
store::Statement range(Catalog& catalog, const Query& query, const std::vector<KeyValue>& from, std::size_t same,
                       std::int64_t most) {
  std::vector<std::string> conditions;
  std::vector<KeyValue> values;
  for (const auto& [sql, value] : query.filters) {
    conditions.push_back(fmt::format("{} = ?", sql));
    values.push_back(value);
  }
  for (std::size_t i = 0; i < from.size() && i <= same; ++i) {
    const char* const relation = i < same ? "=" : query.descending ? "<" : ">";
    conditions.push_back(fmt::format("{} {} ?", query.order[i].sql, relation));
    values.push_back(from[i]);
  }
  std::vector<std::string> order;
  for (const Column& part : query.order)
    order.push_back(fmt::format("{}{}", part.sql, query.descending ? " DESC" : ""));
  const std::string where = conditions.empty() ? "" : fmt::format(" WHERE {}", fmt::join(conditions, " AND "));
  auto statement = catalog.database().query(
      fmt::format("{}{} ORDER BY {} LIMIT ?", select_sql(query), where, fmt::join(order, ", ")));
  for (const KeyValue& value : values) bind_key(statement, value);
  statement.bind(most);
  return statement;
}

std::vector<KeyValue> start_of(const Query& query, const std::string& after) {
  if (after.empty()) return {};
  std::vector<KeyValue> from = parse_page_key(after);
  bool fits = from.size() == query.order.size();
  for (std::size_t i = 0; fits && i < from.size(); ++i) fits = from[i].index() == key_type(query.order[i].type);
  if (!fits) throw_no_page_key(after);
  return from;
}

// Where a row is in the listing.
std::vector<KeyValue> key_of(const Query& query, const store::Statement& row) {
  int at = 0;
  for (const Column& column : query.kind->columns) at += width_of(column.type);
  std::vector<KeyValue> key;
  for (const Column& part : query.order) key.push_back(read_key(row, at++, key_type(part.type)));
  return key;
}

// A row with a value that cannot be shown is reported; the others are listed.
void add_row(const Query& query, const store::Statement& row, Table& table) {
  std::vector<Cell> cells;
  int at = 0;
  try {
    for (const Column& column : query.kind->columns) cells.push_back(read_cell(column.type, row, at));
    table.rows.push_back(std::move(cells));
  } catch (const Error& error) {
    std::string which;
    for (std::size_t i = 0; i < cells.size() && i < 2; ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&cells[i])) which += fmt::format(" {}", *number);
      if (const auto* text = std::get_if<std::string>(&cells[i])) which += fmt::format(" '{}'", *text);
    }
    table.broken.push_back(fmt::format("{}{}: {}", query.kind->name, which, error.what()));
  }
}

}  // namespace

const std::vector<std::string>& listing_kinds() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Kind& kind : kinds()) {
      if (kind.by.empty()) names.emplace_back(kind.name);
    }
    return names;
  }();
  return kNames;
}

std::vector<std::string> listing_columns(std::string_view kind_name, const std::string& main_axis,
                                         std::string_view by) {
  const Kind& kind = kind_of(kind_name, by);
  std::vector<std::string> names;
  for (const Column& column : kind.columns) names.push_back(name_of(kind, column, main_axis));
  return names;
}

std::string main_axis(Catalog& catalog) {
  auto row = catalog.database().query("SELECT axis FROM main_axis");
  return row.step() ? row.text(0) : std::string();
}

void set_main_axis(Catalog& catalog, std::string_view axis) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  database.run("UPDATE main_axis SET axis = ?1 WHERE axis <> ?1", axis);
  if (database.changed_rows() > 0) {
    database.run(
        "UPDATE clip_state SET main_value = ifnull((SELECT value FROM label_in_effect l WHERE l.axis = ?"
        " AND l.clip = clip_state.clip), '')",
        axis);
  }
  transaction.commit();
}

Table list(Catalog& catalog, const Listing& listing) {
  const std::string axis = main_axis(catalog);
  const Query query = plan(listing, axis);
  if (listing.limit < 0) throw Error(Code::InvalidInput, "the number of rows cannot be negative");
  const std::vector<KeyValue> from = start_of(query, listing.after);
  const auto most =
      static_cast<std::size_t>(listing.limit == 0 ? std::numeric_limits<std::int64_t>::max() - 1 : listing.limit);

  Table table;
  table.columns = listing_columns(listing.kind, axis, listing.by);
  std::vector<KeyValue> last;
  store::Transaction transaction(catalog.database());
  for (std::size_t same = std::max<std::size_t>(from.size(), 1); same-- > 0 && table.next.empty();) {
    auto row = range(catalog, query, from, same,
                     static_cast<std::int64_t>(most - table.rows.size() - table.broken.size() + 1));
    while (row.step()) {
      if (table.rows.size() + table.broken.size() == most) {
        table.next = write_page_key(last);
        break;
      }
      last = key_of(query, row);
      add_row(query, row, table);
    }
  }
  transaction.commit();
  return table;
}

std::optional<std::set<std::string>> matching_clips(Catalog& catalog, const std::vector<Filter>& filters) {
  if (filters.empty()) return std::nullopt;
  std::set<std::string> clips;
  for (const auto& row : list(catalog, {.kind = "clips", .filters = filters, .limit = 0}).rows) {
    clips.insert(std::get<std::string>(row.front()));
  }
  return clips;
}

}  // namespace catalog
