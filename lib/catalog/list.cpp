#include "catalog/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "catalog/cells.h"
#include "catalog/list_query.h"

namespace catalog {
namespace {

using base::Code;
using base::Error;

std::string columns_and_tables(const ListQuery& query) {
  std::string sql;
  for (const Column& column : query.kind->columns) sql.append(column.sql).append(", ");
  for (const Column& part : query.order) sql.append(part.sql).append(&part == &query.order.back() ? " FROM " : ", ");
  return sql.append(query.access_path->from);
}

std::string order_by(const ListQuery& query) {
  std::vector<std::string> order;
  for (const Column& part : query.order)
    order.push_back(fmt::format("{}{}", part.sql, query.descending ? " DESC" : ""));
  return fmt::format(" ORDER BY {}", fmt::join(order, ", "));
}

// The rows whose first `same` parts of the order equal those of `from` and whose next part comes after it; all rows if
// `from` is empty. Each such range is one range of an index, so that every page costs the same.
store::Statement range(Catalog& catalog, const ListQuery& query, const std::vector<KeyValue>& from, std::size_t same,
                       std::int64_t most) {
  std::vector<Where> where = query.where;
  for (std::size_t i = 0; i < from.size() && i <= same; ++i) {
    const char* const relation = i < same ? "=" : query.descending ? "<" : ">";
    where.push_back({fmt::format("{} {} ?", query.order[i].sql, relation), {from[i]}});
  }
  auto statement = select(catalog, columns_and_tables(query), where, order_by(query) + " LIMIT ?");
  statement.bind(most);
  return statement;
}

std::vector<KeyValue> start_of(const ListQuery& query, const std::string& after) {
  if (after.empty()) return {};
  std::vector<KeyValue> from = parse_page_key(after);
  bool fits = from.size() == query.order.size();
  for (std::size_t i = 0; fits && i < from.size(); ++i) fits = from[i].index() == key_type(query.order[i].type);
  if (!fits) throw_no_page_key(after);
  return from;
}

// Where a row is in the listing.
std::vector<KeyValue> key_of(const ListQuery& query, const store::Statement& row) {
  int at = 0;
  for (const Column& column : query.kind->columns) at += width_of(column.type);
  std::vector<KeyValue> key;
  for (const Column& part : query.order) key.push_back(read_key(row, at++, key_type(part.type)));
  return key;
}

// A row with a value that cannot be shown is reported; the others are listed.
void add_row(const ListQuery& query, const store::Statement& row, Table& table) {
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

std::string axis_column(Catalog& catalog) { return name_of(kind_of("clips", {}), {kMainAxis, {}}, main_axis(catalog)); }

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
  const ListQuery query = plan(catalog, listing, axis);
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

PageStarts page_starts(Catalog& catalog, const Listing& listing, std::int64_t step) {
  const ListQuery query = plan(catalog, listing, main_axis(catalog));
  std::string columns;
  for (const Column& part : query.order)
    columns.append(part.sql).append(&part == &query.order.back() ? " FROM " : ", ");
  PageStarts starts;
  auto row = select(catalog, columns.append(query.access_path->from), query.where, order_by(query));
  while (row.step()) {
    if (++starts.rows % step != 0) continue;
    std::vector<KeyValue> key;
    for (std::size_t i = 0; i < query.order.size(); ++i) {
      key.push_back(read_key(row, static_cast<int>(i), key_type(query.order[i].type)));
    }
    starts.after.push_back(write_page_key(key));
  }
  return starts;
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
