#include "catalog/list_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "catalog/cells.h"
#include "catalog/clip_texts.h"

namespace catalog {
namespace {

using base::Code;
using base::Error;

// Words that an address of a list has for other things than columns.
constexpr std::array kListWords = {"sort", "limit", "after"};

const Condition* find_condition(const Kind& kind, std::string_view name) {
  const auto found = std::ranges::find(kind.conditions, name, &Condition::name);
  return found == kind.conditions.end() ? nullptr : &*found;
}

std::string main_axis_column(const Kind& kind, const std::string& axis) {
  const bool taken = std::ranges::any_of(kind.columns, [&axis](const Column& one) { return one.name == axis; }) ||
                     find_condition(kind, axis) != nullptr || std::ranges::find(kListWords, axis) != kListWords.end();
  return taken ? "label_" + axis : axis;
}

/// The number of a fold, by its name or number.
std::int64_t fold_of(Catalog& catalog, const std::string& split, const std::string& fold) {
  auto row = catalog.database().query("SELECT ',' || fold_names || ',' FROM split WHERE name = ?", split);
  const std::string names = row.step() ? row.text(0) : "";
  const std::size_t place = fold.find(',') == std::string::npos ? names.find(',' + fold + ',') : std::string::npos;
  if (!fold.empty() && place != std::string::npos) {
    return std::count(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(place), ',');
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(fold.data(), fold.data() + fold.size(), number);
  if (error == std::errc{} && end == fold.data() + fold.size()) return number;
  throw Error(Code::InvalidInput, fmt::format("'{}' is not a fold; use its name or number", fold));
}

std::string split_in(const Listing& listing) {
  const auto split = std::ranges::find(listing.filters, "split", &Filter::column);
  if (split != listing.filters.end() && !split->value.empty()) return split->value;
  throw Error(Code::InvalidInput, "a fold belongs to a split; filter by 'split' too");
}

std::string json_of(const auto& values) {
  return nlohmann::json(values).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Where where_words(Catalog& catalog, const Listing& listing, const Condition& condition, const std::string& words) {
  const std::vector<std::int64_t> rows = listing.texts ? listing.texts->find(words) : ClipTexts(catalog).find(words);
  if (std::ssize(rows) <= kFewRows) {
    return {"c.rowid IN (SELECT value FROM json_each(?))", {json_of(rows)}, Where::Reads::Few};
  }
  std::string found(static_cast<std::size_t>(std::ranges::max(rows)), '\0');
  for (const std::int64_t row : rows) found[static_cast<std::size_t>(row) - 1] = '\1';
  return {std::string(condition.sql), {Blob{std::move(found)}}};
}

std::int64_t count_some(store::Statement rows) {
  std::int64_t count = 0;
  while (count <= kFewRows && rows.step()) ++count;
  return count;
}

Where where_of(Catalog& catalog, const Listing& listing, const Condition& condition, const std::string& value) {
  if (condition.test == Condition::Test::Words) return where_words(catalog, listing, condition, value);
  if (condition.test == Condition::Test::Fold) {
    const std::string split = split_in(listing);
    return {std::string(condition.sql), {split, fold_of(catalog, split, value)}};
  }
  if (value.empty()) return {std::string(condition.none), {}};
  if (!condition.few.empty() && count_some(catalog.database().query(condition.few, value)) <= kFewRows) {
    return {fmt::format("c.name IN ({})", condition.few), {value}, Where::Reads::Few};
  }
  return {std::string(condition.sql), {value}};
}

/// The columns that lists show of licences and findings are copies: a catalog from elsewhere may have others than what
/// they are copied from. They only save looking.
// The plus signs keep SQLite from the indexes of licence and manifest, which have nearly all clips: it would read and
// sort them for each page.
Where where_visible(const VisibleClips& visible) {
  std::vector<std::string> licences;
  for (const auto& [manifest, licence] : visible.licences) licences.push_back(licence);
  return {
      "+n.licence IN (SELECT value FROM json_each(?))"
      " AND (+c.manifest, iif(c.licence <> '', c.licence, ifnull((SELECT s.licence FROM source s"
      " WHERE s.manifest = c.manifest AND s.name = c.source), '')))"
      " IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
      " AND NOT EXISTS (SELECT 1 FROM finding x WHERE x.about = 'clip' AND x.id = c.name AND x.resolved_by = ''"
      " AND x.code IN (SELECT value FROM json_each(?)))",
      {json_of(licences), json_of(visible.licences), json_of(visible.blocking)}};
}

Where where_equal(const Column& column, const Filter& filter) {
  const auto value = filter_value(column.type, filter.value);
  if (!value) {
    throw Error(Code::InvalidInput, fmt::format("'{}' is not a value of column '{}'", filter.value, filter.column));
  }
  return {fmt::format("{} = ?", column.key()), {*value}, Where::Reads::Column, column.access_path};
}

std::int64_t count_equal(Catalog& catalog, const Where& column) {
  auto rows = catalog.database().query(
      fmt::format("SELECT 1 FROM {} WHERE {}", column.access_path == 0 ? "clip c" : "clip_state n", column.sql));
  bind_key(rows, column.values.front());
  return count_some(std::move(rows));
}

/// SQLite has no statistics of our catalogs, and would use the index of a filter where that of the order finds a page
/// at once. So filters of clips whose index is not to be used get a '+', which says so
/// (https://sqlite.org/optoverview.html). Returns the access path of the one that gives few rows.
std::optional<int> choose_index(Catalog& catalog, ListQuery& query, bool is_sorted) {
  const auto few = std::ranges::find(query.where, Where::Reads::Few, &Where::reads);
  if (query.kind->conditions.empty() || (few == query.where.end() && !is_sorted)) return std::nullopt;
  const Where* chosen = few == query.where.end() ? nullptr : &*few;
  std::int64_t least = kFewRows + 1;
  for (const Where& one : query.where) {
    if (few != query.where.end() || one.reads != Where::Reads::Column) continue;
    const std::int64_t count = count_equal(catalog, one);
    if (count >= least) continue;
    least = count;
    chosen = &one;
  }
  for (Where& one : query.where) {
    if (&one != chosen && one.reads != Where::Reads::All) one.sql.insert(0, "+");
  }
  return chosen == nullptr ? std::nullopt : std::optional(chosen->access_path);
}

}  // namespace

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

ListQuery plan(Catalog& catalog, const Listing& listing, const std::string& main_axis) {
  ListQuery query;
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
    if (const Condition* condition = find_condition(*query.kind, filter.column)) {
      query.where.push_back(where_of(catalog, listing, *condition, filter.value));
      continue;
    }
    query.where.push_back(where_equal(column_of(*query.kind, filter.column, main_axis, selective), filter));
    if (access_path < 0) access_path = query.where.back().access_path;
  }
  if (listing.visible) query.where.push_back(where_visible(*listing.visible));
  if (const std::optional<int> path = choose_index(catalog, query, !listing.sort.empty())) access_path = *path;
  query.access_path =
      &query.kind->access_paths[selective || access_path < 0 ? 0 : static_cast<std::size_t>(access_path)];
  for (const Column& part : query.access_path->key) {
    if (query.order.empty() || query.order.front().sql != part.sql) query.order.push_back(part);
  }
  return query;
}

store::Statement select(Catalog& catalog, std::string_view columns_and_tables, const std::vector<Where>& where,
                        std::string_view end) {
  std::string sql = fmt::format("SELECT {}", columns_and_tables);
  for (const Where& one : where) sql.append(&one == &where.front() ? " WHERE " : " AND ").append(one.sql);
  auto statement = catalog.database().query(sql.append(end));
  for (const Where& one : where) {
    for (const KeyValue& value : one.values) bind_key(statement, value);
  }
  return statement;
}

}  // namespace catalog
