#include "manifest/lookups.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "manifest/text.h"

namespace manifest {
namespace {

// More rows for one clip indicate a mistake in the mapping.
constexpr std::size_t kMaxRowsOfAClip = 256;

}  // namespace

bool is_each(const Mapping& mapping, std::size_t table) { return mapping.tables[table].name == mapping.each; }

Lookups::Lookups(const Mapping& mapping, const ScaffoldInputs& inputs, const Names& names)
    : mapping_(mapping), inputs_(inputs), names_(names) {
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) leave_out_rows(table);
  leave_out_files();
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) index_table(table);
  index_files();
}

std::vector<Item> Lookups::items() const {
  std::vector<Item> items;
  for (std::size_t i = 0; mapping_.each == "file" && i < file_settled_.size(); ++i) {
    if (!file_settled_[i]) items.push_back(item_of_file(i));
  }
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) {
    for (std::size_t i = 0; is_each(mapping_, table) && i < row_settled_[table].size(); ++i) {
      if (!row_settled_[table][i]) items.push_back(item_of_row(table, i));
    }
  }
  return items;
}

std::vector<Item> Lookups::complete(Item item, Reasons& wrong) {
  std::vector<Item> items = {std::move(item)};
  for (std::size_t table = 0; table < inputs_.tables.size() && wrong.empty(); ++table) {
    if (!is_each(mapping_, table)) find_rows(table, items, wrong);
  }
  if (wrong.empty()) find_file(items, wrong);
  mark_used(items);
  return items;
}

// An item with this row only, for rules that are evaluated on the row alone.
Item Lookups::item_of_row(std::size_t table, std::size_t row) const {
  Item item(names_, inputs_.tables.size());
  item.set_row(table, &inputs_.tables[table].rows[row]);
  return item;
}

Item Lookups::item_of_file(std::size_t file) const {
  Item item(names_, inputs_.tables.size());
  item.set_file((*inputs_.files)[file]);
  return item;
}

void Lookups::leave_out_rows(std::size_t table) {
  const Lookup& lookup = mapping_.tables[table];
  const auto& rows = inputs_.tables[table].rows;
  row_settled_.emplace_back(rows.size(), false);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].wrong.empty()) {
      unplaced_.push_back({inputs_.tables[table].file, rows[i].line, "", rows[i].wrong});
      row_settled_[table][i] = true;
    } else if (lookup.only && lookup.only->evaluate(item_of_row(table, i)).text.empty()) {
      row_settled_[table][i] = true;
    }
  }
}

void Lookups::leave_out_files() {
  if (!inputs_.files) return;
  file_settled_.assign(inputs_.files->size(), false);
  for (std::size_t i = 0; i < inputs_.files->size(); ++i) {
    const MediaFile& file = (*inputs_.files)[i];
    const Item item = item_of_file(i);
    if (mapping_.files && mapping_.files->only && mapping_.files->only->evaluate(item).text.empty()) {
      file_settled_[i] = true;
    } else if (!file.wrong.empty()) {
      unplaced_.push_back({file.path, 0, file.path, file.wrong});
      file_settled_[i] = true;
    }
  }
}

void Lookups::index_table(std::size_t table) {
  row_index_.emplace_back();
  if (is_each(mapping_, table)) return;
  for (std::size_t i = 0; i < inputs_.tables[table].rows.size(); ++i) {
    if (row_settled_[table][i]) continue;
    const Item item = item_of_row(table, i);
    std::set<std::string> keys;
    Reasons wrong;
    for (const Rule& rule : mapping_.tables[table].key) {
      const Outcome key = rule.evaluate(item);
      if (!key.text.empty()) keys.insert(key.text);
      if (!key.wrong.empty()) wrong.push_back(fmt::format("{}: {}", rule.key, key.wrong));
    }
    for (const std::string& key : keys) row_index_[table][key].push_back(i);
    if (!keys.empty() || !mapping_.tables[table].report_rest) continue;
    row_settled_[table][i] = true;
    report(item, "", wrong.empty() ? Reasons{"the key is empty"} : wrong);
  }
}

void Lookups::index_files() {
  if (!inputs_.files || mapping_.each == "file" || !mapping_.files) return;
  for (std::size_t i = 0; i < inputs_.files->size(); ++i) {
    if (file_settled_[i]) continue;
    const Item item = item_of_file(i);
    for (const Rule& rule : mapping_.files->key) {
      const std::string key = rule.evaluate(item).text;
      auto& there = file_index_[key];
      if (!key.empty() && (there.empty() || there.back() != i)) there.push_back(i);
    }
  }
}

// Adds an item for each of these rows of `table` to `found`. False if they are too many for a clip.
bool Lookups::add_rows(std::size_t table, Item item, const std::vector<std::size_t>& rows, std::vector<Item>& found,
                       Reasons& wrong) const {
  for (const std::size_t row : rows) {
    item.set_row(table, &inputs_.tables[table].rows[row]);
    found.push_back(item);
    if (found.size() <= kMaxRowsOfAClip) continue;
    wrong.push_back(
        fmt::format("more than {} rows of '{}' for one clip", kMaxRowsOfAClip, mapping_.tables[table].name));
    return false;
  }
  return true;
}

// Gives each of `items` its row of `table`; several rows make several items.
bool Lookups::find_rows(std::size_t table, std::vector<Item>& items, Reasons& wrong) const {
  static const std::vector<std::size_t> kNone;
  const Lookup& lookup = mapping_.tables[table];
  std::vector<Item> found;
  for (Item& item : items) {
    const Outcome key = lookup.find->evaluate(item);
    if (!key.wrong.empty()) wrong.push_back(fmt::format("tables.{}.find: {}", lookup.name, key.wrong));
    const auto there = row_index_[table].find(key.text);
    const auto& rows = key.text.empty() || there == row_index_[table].end() ? kNone : there->second;
    if (rows.empty() && lookup.rows != Lookup::Rows::Any) {
      wrong.push_back(fmt::format("no row of '{}' has the key {}", lookup.name, cited(key.text)));
    }
    if (rows.size() > 1 && lookup.rows != Lookup::Rows::Many) {
      const auto& all = inputs_.tables[table].rows;
      wrong.push_back(fmt::format("{} rows of '{}' have the key {}, such as lines {} and {}", rows.size(), lookup.name,
                                  cited(key.text), all[rows[0]].line, all[rows[1]].line));
    }
    if (rows.empty()) {
      item.set_row(table, nullptr);
      found.push_back(item);
    } else if (!add_rows(table, std::move(item), rows, found, wrong)) {
      break;
    }
  }
  items = std::move(found);
  return wrong.empty();
}

bool Lookups::find_file(std::vector<Item>& items, Reasons& wrong) const {
  if (mapping_.each == "file" || !mapping_.files) return true;
  for (Item& item : items) {
    const Outcome key = mapping_.files->find->evaluate(item);
    const auto there = file_index_.find(key.text);
    if (!key.wrong.empty()) {
      wrong.push_back("files.find: " + key.wrong);
    } else if (key.text.empty() || there == file_index_.end()) {
      wrong.push_back(fmt::format("no file has the key {}", cited(key.text)));
    } else if (there->second.size() > 1) {
      wrong.push_back(fmt::format("{} files have the key {}, such as {} and {}", there->second.size(), cited(key.text),
                                  (*inputs_.files)[there->second[0]].path, (*inputs_.files)[there->second[1]].path));
    } else {
      item.set_file((*inputs_.files)[there->second[0]]);
    }
  }
  return wrong.empty();
}

void Lookups::mark_used(const std::vector<Item>& items) {
  for (const Item& item : items) {
    for (std::size_t table = 0; table < inputs_.tables.size(); ++table) {
      const CsvRow* row = item.row(table);
      if (row != nullptr) row_settled_[table][static_cast<std::size_t>(row - inputs_.tables[table].rows.data())] = true;
    }
    if (item.file() != nullptr) file_settled_[static_cast<std::size_t>(item.file() - inputs_.files->data())] = true;
  }
}

void Lookups::report(const Item& item, const std::string& name, const Reasons& reasons) {
  Unplaced entry{"", 0, name, ""};
  std::string others;
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) {
    if (item.row(table) == nullptr) continue;
    if (entry.file.empty()) {
      entry.file = inputs_.tables[table].file;
      entry.line = item.row(table)->line;
    } else {
      others +=
          fmt::format("{}{}:{}", others.empty() ? " (with " : ", ", inputs_.tables[table].file, item.row(table)->line);
    }
  }
  if (!others.empty()) others += ")";
  if (entry.file.empty() && item.file() != nullptr) entry.file = item.file()->path;
  for (const std::string& reason : reasons) {
    entry.reason = reason + others;
    unplaced_.push_back(entry);
  }
}

void Lookups::report_rest() {
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) {
    const Lookup& lookup = mapping_.tables[table];
    if (!lookup.report_rest || is_each(mapping_, table)) continue;
    for (std::size_t i = 0; i < row_settled_[table].size(); ++i) {
      if (row_settled_[table][i]) continue;
      const Item item = item_of_row(table, i);
      report(item, lookup.key[0].evaluate(item).text,
             {mapping_.each == "file" ? "no file matches this row" : "no clip uses this row"});
    }
  }
  if (!inputs_.files || !mapping_.files || !mapping_.files->report_rest) return;
  for (std::size_t i = 0; i < file_settled_.size(); ++i) {
    const std::string& path = (*inputs_.files)[i].path;
    if (!file_settled_[i]) unplaced_.push_back({path, 0, path, "no row refers to this file"});
  }
}

}  // namespace manifest
