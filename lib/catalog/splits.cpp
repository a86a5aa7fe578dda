#include "catalog/splits.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {
namespace {

std::size_t count_clips(const model::Split& split) {
  std::size_t clips = 0;
  for (const model::Group& group : split.groups) clips += group.clips.size();
  return clips;
}

std::map<std::string, std::string> values_now(Catalog& catalog, const model::Split& split) {
  std::map<std::string, std::string> all;
  for (ClipSummary& summary : clip_summaries(catalog, split.parameters.axis)) all[summary.clip] = summary.value;
  return all;
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    names.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

model::UnknownClips unknown_from(bool leave_out, bool join) {
  if (leave_out) return model::UnknownClips::LeaveOut;
  return join ? model::UnknownClips::Join : model::UnknownClips::Together;
}

void insert_group(store::Database& database, const std::string& split, std::size_t number, const model::Group& group,
                  const std::map<std::string, std::string>& values) {
  if (group.weakest) {
    database.run(
        "INSERT INTO split_group (split, number, fold, link_kind, link_key, link_first, link_second)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        split, number, group.fold, to_string(group.weakest->kind), group.weakest->key, group.weakest->first,
        group.weakest->second);
  } else {
    database.run("INSERT INTO split_group (split, number, fold) VALUES (?, ?, ?)", split, number, group.fold);
  }
  for (const std::string& clip : group.clips) {
    const auto value = values.find(clip);
    database.run("INSERT INTO split_clip (split, clip, number, value) VALUES (?, ?, ?, ?)", split, clip, number,
                 value == values.end() ? std::string_view("") : std::string_view(value->second));
  }
}

std::vector<model::Group> read_groups(store::Database& database, const model::SplitParameters& with) {
  const std::string& split = with.name;
  std::vector<model::Group> groups;
  auto row = database.query(
      "SELECT fold, link_kind, link_key, link_first, link_second FROM split_group WHERE split = ? ORDER BY number",
      split);
  while (row.step()) {
    model::Group group;
    group.fold = row.small(0);
    if (group.fold < 0 || group.fold >= with.folds)
      unknown_value("split_group", split, fmt::format("fold {}", group.fold));
    if (!row.is_null(1)) {
      const auto kind = checked(model::link_kind_from(row.view(1)), "split_group", split, row.view(1));
      group.weakest = model::Link{kind, row.text(2), row.text(3), row.text(4)};
    }
    groups.push_back(std::move(group));
  }
  auto member = database.query("SELECT clip, number FROM split_clip WHERE split = ? ORDER BY clip", split);
  while (member.step()) {
    const auto number = static_cast<std::uint64_t>(member.integer(1));
    if (number >= groups.size()) unknown_value("split_clip", member.view(0), fmt::format("group {}", number));
    groups[number].clips.push_back(member.text(0));
  }
  return groups;
}

}  // namespace

void put_split(Catalog& catalog, const model::Split& split) { put_split(catalog, split, values_now(catalog, split)); }

void put_split(Catalog& catalog, const model::Split& split, const std::map<std::string, std::string>& values) {
  const model::SplitParameters& with = split.parameters;
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  database.run("DELETE FROM split WHERE name = ?", with.name);
  database.run(
      "INSERT INTO split (name, folds, group_by, seed, axis, leave_out_unknown, join_unknown, file, fold_names,"
      " options, clips, groups, digest, stale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      with.name, with.folds, to_string(with.by), with.seed, with.axis, with.unknown == model::UnknownClips::LeaveOut,
      with.unknown == model::UnknownClips::Join, with.file, fmt::format("{}", fmt::join(with.fold_names, ",")),
      model::options_json(with), count_clips(split), split.groups.size(), split.digest(), split.stale);
  for (std::size_t i = 0; i < split.groups.size(); ++i) insert_group(database, with.name, i, split.groups[i], values);
  transaction.commit();
}

bool remove_split(Catalog& catalog, std::string_view name) {
  catalog.database().run("DELETE FROM split WHERE name = ?", name);
  return catalog.database().changed_rows() > 0;
}

std::optional<model::Split> find_split(Catalog& catalog, std::string_view name) {
  store::Database& database = catalog.database();
  auto row = database.query(
      "SELECT name, folds, group_by, seed, axis, leave_out_unknown, join_unknown, file, fold_names, stale, options FROM"
      " split WHERE name = ?",
      name);
  if (!row.step()) return std::nullopt;
  model::Split split;
  split.parameters.name = read_id(row, 0, "split");
  split.parameters.folds = row.small(1);
  split.parameters.by = checked(model::split_by_from(row.view(2)), "split", name, row.view(2));
  split.parameters.seed = static_cast<std::uint64_t>(row.integer(3));
  split.parameters.axis = row.text(4);
  split.parameters.unknown = unknown_from(row.boolean(5), row.boolean(6));
  split.parameters.file = row.text(7);
  split.parameters.fold_names = names_in(row.view(8));
  split.stale = row.text(9);
  try {
    model::read_options(row.view(10), split.parameters);
  } catch (const base::Error&) {
    unknown_value("split", name, row.view(10));
  }
  if (!model::is_valid(split.parameters)) unknown_value("split", name, row.view(8));
  split.groups = read_groups(database, split.parameters);
  return split;
}

std::map<std::string, std::string> split_values(Catalog& catalog, std::string_view name) {
  std::map<std::string, std::string> values;
  auto row = catalog.database().query(
      "SELECT clip, value FROM split_clip WHERE split = ? AND value IS NOT NULL ORDER BY clip", name);
  while (row.step()) values.emplace_hint(values.end(), row.text(0), row.text(1));
  return values;
}

std::vector<std::string> split_names(Catalog& catalog) {
  std::vector<std::string> names;
  auto row = catalog.database().query("SELECT name FROM split ORDER BY name");
  while (row.step()) names.push_back(read_id(row, 0, "split"));
  return names;
}

std::vector<ClipFold> folds_of(Catalog& catalog, std::string_view clip) {
  std::vector<ClipFold> folds;
  auto row = catalog.database().query(
      "SELECT s.name, g.fold, s.fold_names, s.stale FROM split_clip c JOIN split_group g ON g.split = c.split AND"
      " g.number = c.number JOIN split s ON s.name = c.split WHERE c.clip = ? ORDER BY s.name",
      clip);
  while (row.step()) {
    ClipFold fold{read_id(row, 0, "split"), row.small(1), "", row.text(3)};
    const std::vector<std::string> names = names_in(row.view(2));
    const auto place = static_cast<std::size_t>(std::max(0, fold.fold));
    fold.name = place < names.size() ? names[place] : std::to_string(fold.fold);
    folds.push_back(std::move(fold));
  }
  return folds;
}

void set_stale(Catalog& catalog, std::string_view name, std::string_view why) {
  store::Database& database = catalog.database();
  database.run("UPDATE split SET stale = ?1 WHERE name = ?2 AND stale <> ?1", why, name);
  if (database.changed_rows() == 0 && !database.query("SELECT 1 FROM split WHERE name = ?", name).step()) {
    throw base::Error(base::Code::NotFound, fmt::format("no split '{}'", name));
  }
}

}  // namespace catalog
