#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "catalog/cells.h"
#include "catalog/kinds.h"
#include "catalog/listing.h"
#include "catalog/page_key.h"

namespace catalog {
namespace {

using base::Code;
using base::Error;

const Kind& kind_of(std::string_view name) {
  for (const Kind& kind : kinds()) {
    if (kind.name == name) return kind;
  }
  throw Error(Code::InvalidInput, fmt::format("there is nothing called '{}' to list; there are: {}", name,
                                              fmt::join(listing_kinds(), ", ")));
}

const Column& column_of(const Kind& kind, std::string_view name, bool narrowed) {
  const auto column = std::find_if(kind.columns.begin(), kind.columns.end(),
                                   [name](const Column& one) { return one.name == name && one.countable(); });
  std::vector<std::string_view> there_are;
  for (const Column& one : kind.columns) {
    if (one.countable() && (one.indexed || narrowed)) there_are.push_back(one.name);
  }
  if (column == kind.columns.end()) {
    throw Error(Code::InvalidInput, fmt::format("{} cannot be filtered or sorted by '{}'; they can by: {}", kind.name,
                                                name, fmt::join(there_are, ", ")));
  }
  if (!column->indexed && !narrowed) {
    throw Error(Code::InvalidInput, fmt::format("{} can be filtered or sorted by '{}' only within one {}: add a filter "
                                                "for it; without, they can by: {}",
                                                kind.name, name, kind.narrow, fmt::join(there_are, ", ")));
  }
  return *column;
}

/// One listing, ready to be asked page by page.
struct Query {
  const Kind* kind = nullptr;
  const Road* road = nullptr;
  std::vector<Column> order;                                   // what rows are sorted by, which makes them unique
  std::vector<std::pair<std::string_view, KeyValue>> filters;  // SQL, and what it equals
  bool descending = false;
};

Query plan(const Listing& listing) {
  Query query;
  query.kind = &kind_of(listing.kind);
  query.descending = listing.descending;
  const bool narrowed = std::any_of(listing.filters.begin(), listing.filters.end(), [&query](const Filter& filter) {
    return !query.kind->narrow.empty() && filter.column == query.kind->narrow;
  });
  int road = -1;
  if (!listing.sort.empty()) {
    const Column& column = column_of(*query.kind, listing.sort, narrowed);
    query.order.push_back({column.name, column.key(), column.shape});
    road = column.road;
  }
  for (const Filter& filter : listing.filters) {
    const Column& column = column_of(*query.kind, filter.column, narrowed);
    const auto value = filter_value(column.shape, filter.value);
    if (!value) {
      throw Error(Code::InvalidInput, fmt::format("'{}' is no value of column '{}'", filter.value, filter.column));
    }
    query.filters.emplace_back(column.key(), *value);
    if (road < 0) road = column.road;
  }
  query.road = &query.kind->roads[narrowed || road < 0 ? 0 : static_cast<std::size_t>(road)];
  for (const Column& part : query.road->key) {
    if (query.order.empty() || query.order.front().sql != part.sql) query.order.push_back(part);
  }
  return query;
}

std::string select_sql(const Query& query) {
  std::string sql = "SELECT ";
  for (const Column& column : query.kind->columns) sql.append(column.sql).append(", ");
  for (const Column& part : query.order) sql.append(part.sql).append(&part == &query.order.back() ? " FROM " : ", ");
  return sql.append(query.road->from);
}

// The rows whose first `same` parts of the order are as in `from`, and whose next part comes after it; all rows where
// `from` is empty. Each such range is one stretch of an index, so that a page costs the same wherever it is.
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
  for (std::size_t i = 0; fits && i < from.size(); ++i) fits = from[i].index() == key_type(query.order[i].shape);
  if (!fits) throw_no_page_key(after);
  return from;
}

// The cells of a row; `key` becomes where it stands.
std::vector<Cell> read_row(const Query& query, const store::Statement& row, std::vector<KeyValue>& key) {
  std::vector<Cell> cells;
  int at = 0;
  for (const Column& column : query.kind->columns) cells.push_back(read_cell(column.shape, row, at));
  key.clear();
  for (const Column& part : query.order) key.push_back(read_key(row, at++, key_type(part.shape)));
  return cells;
}

}  // namespace

const std::vector<std::string>& listing_kinds() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Kind& kind : kinds()) names.emplace_back(kind.name);
    return names;
  }();
  return kNames;
}

const std::vector<std::string>& listing_columns(std::string_view kind) {
  static const std::vector<std::vector<std::string>> kNames = [] {
    std::vector<std::vector<std::string>> names;
    for (const Kind& one : kinds()) {
      names.emplace_back();
      for (const Column& column : one.columns) names.back().emplace_back(column.name);
    }
    return names;
  }();
  return kNames[static_cast<std::size_t>(&kind_of(kind) - kinds().data())];
}

Table list(Catalog& catalog, const Listing& listing) {
  const Query query = plan(listing);
  if (listing.limit < 0) throw Error(Code::InvalidInput, "a page cannot have fewer rows than none");
  const std::vector<KeyValue> from = start_of(query, listing.after);
  const auto most =
      static_cast<std::size_t>(listing.limit == 0 ? std::numeric_limits<std::int64_t>::max() - 1 : listing.limit);

  Table table;
  table.columns = listing_columns(listing.kind);
  std::vector<KeyValue> last;
  store::Transaction transaction(catalog.database());
  for (std::size_t same = std::max<std::size_t>(from.size(), 1); same-- > 0 && table.next.empty();) {
    auto row = range(catalog, query, from, same, static_cast<std::int64_t>(most - table.rows.size() + 1));
    while (row.step()) {
      if (table.rows.size() == most) {
        table.next = write_page_key(last);
        break;
      }
      table.rows.push_back(read_row(query, row, last));
    }
  }
  transaction.commit();
  return table;
}

}  // namespace catalog
