#include "catalog/clip_counts.h"

#include <map>

#include "base/error.h"
#include "catalog/list_query.h"

namespace catalog {
namespace {

constexpr std::string_view kClips = "clip_state n CROSS JOIN clip c INDEXED BY clip_unit ON c.name = n.clip";

std::vector<ClipCount> counted_rows(store::Statement rows, int values) {
  std::map<std::string, ClipCount, std::less<>> counts;
  std::string key;
  while (rows.step()) {
    key.clear();
    for (int i = 0; i < values; ++i) key.append(rows.view(i)).push_back('\0');
    auto place = counts.find(key);
    if (place == counts.end()) {
      place = counts.try_emplace(key).first;
      for (int i = 0; i < values; ++i) place->second.values.push_back(rows.text(i));
    }
    ++place->second.clips;
    place->second.frames += rows.integer(values);
  }
  std::vector<ClipCount> sorted;
  for (auto& [unused, count] : counts) sorted.push_back(std::move(count));
  return sorted;
}

}  // namespace

std::vector<ClipCount> count_clips(Catalog& catalog, const Listing& listing, const std::vector<std::string>& columns) {
  const std::string axis = main_axis(catalog);
  const ListQuery query = plan(catalog, listing, axis);
  std::string sql;
  for (const std::string& name : columns) {
    const Column& column = column_of(*query.kind, name, axis, false);
    if (column.type != ColumnType::Text) throw base::Error(base::Code::InvalidInput, "cannot count by '" + name + "'");
    sql.append(column.sql).append(", ");
  }
  return counted_rows(select(catalog, sql.append("n.frames FROM ").append(kClips), query.where),
                      static_cast<int>(columns.size()));
}

std::vector<ClipCount> count_clips_by_finding(Catalog& catalog, const Listing& listing) {
  ListQuery query = plan(catalog, listing, main_axis(catalog));
  query.where.push_back({"y.about = 'clip' AND y.resolved_by = ''", {}});
  // A clip may have several findings of one code, which differ in their message.
  std::string sql = "DISTINCT y.code, n.frames, n.clip FROM finding y CROSS JOIN clip_state n ON n.clip = y.id";
  return counted_rows(
      select(catalog, sql.append(" CROSS JOIN clip c INDEXED BY clip_unit ON c.name = n.clip"), query.where), 1);
}

std::vector<ClipCount> count_clips_by_fold(Catalog& catalog, const Listing& listing, const std::string& split) {
  ListQuery query = plan(catalog, listing, main_axis(catalog));
  query.where.push_back({"u.split = ?", {split}});
  std::string sql =
      "CAST(g.fold AS TEXT), n.frames FROM split_clip u CROSS JOIN split_group g ON g.split = u.split"
      " AND g.number = u.number CROSS JOIN clip_state n ON n.clip = u.clip";
  return counted_rows(
      select(catalog, sql.append(" CROSS JOIN clip c INDEXED BY clip_unit ON c.name = n.clip"), query.where), 1);
}

}  // namespace catalog
