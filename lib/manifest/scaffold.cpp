#include "manifest/scaffold.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "manifest/clip_reader.h"
#include "manifest/draft.h"
#include "manifest/head_reader.h"
#include "manifest/names.h"
#include "manifest/source_book.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace {

// More rows for one clip than this are a mistake in the mapping.
constexpr std::size_t kMostRowsOfAClip = 256;

/// Ids that differ: a number goes behind one that is taken.
class UniqueIds {
 public:
  std::string take(const std::string& wanted) {
    constexpr std::size_t kStem = 56;  // leaves room for "-1000000"
    std::string id = wanted;
    for (std::size_t& n = next_[wanted]; !taken_.insert(id).second;) {
      n = std::max<std::size_t>(n + 1, 2);
      id = fmt::format("{}-{}", wanted.substr(0, kStem), n);
    }
    return id;
  }

 private:
  std::set<std::string> taken_;
  std::map<std::string, std::size_t> next_;
};

/// Where rows and files are, by key.
using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

class Scaffolder {
 public:
  Scaffolder(const Mapping& mapping, const ScaffoldInputs& inputs)
      : mapping_(mapping), inputs_(inputs), log_(mapping.file), names_(mapping, inputs.tables, log_) {}

  Scaffolded run();

 private:
  using Reasons = std::vector<std::string>;

  void read_manifest_head();
  void check_inputs();
  void leave_out_rows(std::size_t table);
  void leave_out_files();
  Item item_of_row(std::size_t table, std::size_t row) const;
  void index_table(std::size_t table);
  void index_files();
  void place_all();
  void place(Item item);
  bool find_rows(std::size_t table, std::vector<Item>& items, Reasons& wrong);
  bool find_file(std::vector<Item>& items, Reasons& wrong);
  std::optional<Draft> draft_of(const std::vector<Item>& items, Reasons& wrong);
  void complete(Draft& draft, const Item& item) const;
  std::optional<model::Clip> read(const Draft& draft, const Item& item, Reasons& wrong);
  void mark_used(const std::vector<Item>& items);
  void report(const Item& item, const std::string& name, const Reasons& reasons);
  void report_rest();
  void read_people();

  const Mapping& mapping_;
  const ScaffoldInputs& inputs_;
  Log log_;
  Names names_;
  Manifest manifest_;
  std::optional<SourceBook> sources_;
  UniqueIds ids_;
  std::vector<Index> row_index_;
  Index file_index_;
  std::vector<std::vector<bool>> row_settled_;  ///< used, reported, or left out on purpose
  std::vector<bool> file_settled_;
  std::vector<Unplaced> unplaced_;
};

bool is_each(const Mapping& mapping, std::size_t table) { return mapping.tables[table].name == mapping.each; }

void Scaffolder::read_manifest_head() {
  const Fields head(log_, *mapping_.head, "manifest", head_keys());
  read_head(head, inputs_.folder, manifest_);
  sources_.emplace(mapping_, licence_ids(manifest_));
}

void Scaffolder::check_inputs() {
  const auto add = [&](const std::string& key, const std::string& message) {
    log_.add({mapping_.file, 0, 0, key, message});
  };
  if (mapping_.each == "file" && !inputs_.files)
    add("each", "clips are made from files: name a folder, or a SHA256SUMS");
  if (mapping_.each != "file" && mapping_.files && !inputs_.files) {
    add("files", "rows look their files up: name a folder, or a SHA256SUMS");
  }
  if (mapping_.each != "file" && !mapping_.files && inputs_.files) {
    add("files", "there are files, and this mapping does not say how a row finds its own: add files: {key, find}");
  }
}

// A row as the only one there is, for what is asked of it alone.
Item Scaffolder::item_of_row(std::size_t table, std::size_t row) const {
  Item item(names_, inputs_.tables.size());
  item.set_row(table, &inputs_.tables[table].rows[row]);
  return item;
}

void Scaffolder::leave_out_rows(std::size_t table) {
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

void Scaffolder::leave_out_files() {
  if (!inputs_.files) return;
  file_settled_.assign(inputs_.files->size(), false);
  for (std::size_t i = 0; i < inputs_.files->size(); ++i) {
    const MediaFile& file = (*inputs_.files)[i];
    Item item(names_, inputs_.tables.size());
    item.set_file(file);
    if (mapping_.files && mapping_.files->only && mapping_.files->only->evaluate(item).text.empty()) {
      file_settled_[i] = true;
    } else if (!file.wrong.empty()) {
      unplaced_.push_back({file.path, 0, file.path, file.wrong});
      file_settled_[i] = true;
    }
  }
}

void Scaffolder::index_table(std::size_t table) {
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
    report(item, "", wrong.empty() ? Reasons{"its key is empty"} : wrong);
  }
}

void Scaffolder::index_files() {
  if (!inputs_.files || mapping_.each == "file" || !mapping_.files) return;
  for (std::size_t i = 0; i < inputs_.files->size(); ++i) {
    if (file_settled_[i]) continue;
    Item item(names_, inputs_.tables.size());
    item.set_file((*inputs_.files)[i]);
    for (const Rule& rule : mapping_.files->key) {
      const std::string key = rule.evaluate(item).text;
      auto& there = file_index_[key];
      if (!key.empty() && (there.empty() || there.back() != i)) there.push_back(i);
    }
  }
}

// The rows of `table` that belong to each of `items`; an item for each where there may be many.
bool Scaffolder::find_rows(std::size_t table, std::vector<Item>& items, Reasons& wrong) {
  const Lookup& lookup = mapping_.tables[table];
  std::vector<Item> found;
  for (Item& item : items) {
    const Outcome key = lookup.find->evaluate(item);
    if (!key.wrong.empty()) wrong.push_back(fmt::format("tables.{}.find: {}", lookup.name, key.wrong));
    const auto there = row_index_[table].find(key.text);
    const std::size_t count = key.text.empty() || there == row_index_[table].end() ? 0 : there->second.size();
    if (count == 0) {
      if (lookup.rows != Lookup::Rows::Any) {
        wrong.push_back(fmt::format("no row of '{}' has the key {}", lookup.name, cited(key.text)));
      }
      item.set_row(table, nullptr);
      found.push_back(item);
      continue;
    }
    if (count > 1 && lookup.rows != Lookup::Rows::Many) {
      wrong.push_back(fmt::format("{} rows of '{}' have the key {}, such as lines {} and {}", count, lookup.name,
                                  cited(key.text), inputs_.tables[table].rows[there->second[0]].line,
                                  inputs_.tables[table].rows[there->second[1]].line));
    }
    for (const std::size_t row : there->second) {
      item.set_row(table, &inputs_.tables[table].rows[row]);
      found.push_back(item);
      if (found.size() > kMostRowsOfAClip) {
        wrong.push_back(fmt::format("more than {} rows of '{}' for one clip", kMostRowsOfAClip, lookup.name));
        return false;
      }
    }
  }
  items = std::move(found);
  return wrong.empty();
}

bool Scaffolder::find_file(std::vector<Item>& items, Reasons& wrong) {
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

std::optional<Draft> Scaffolder::draft_of(const std::vector<Item>& items, Reasons& wrong) {
  Draft draft = make_draft(mapping_, items[0], wrong);
  for (std::size_t i = 1; i < items.size() && wrong.empty(); ++i) {
    merge(draft, make_draft(mapping_, items[i], wrong), wrong);
  }
  normalise(draft, wrong);
  if (wrong.empty()) return draft;
  return std::nullopt;
}

// What the mapping may leave unsaid.
void Scaffolder::complete(Draft& draft, const Item& item) const {
  if (const MediaFile* file = item.file()) {
    if (draft.values.count("id") == 0 && !mapping_.clip_rule("id")) draft.values["id"] = apply_form("stem", file->path);
    if (draft.values.count("path") == 0 && draft.values.count("url") == 0) {
      draft.values["path"] = inputs_.file_prefix + file->path;
    }
    if (draft.values.count("sha256") == 0 && file->sha256) draft.values["sha256"] = file->sha256->hex();
  }
  if (const auto id = draft.values.find("id"); id != draft.values.end()) id->second = model::suggest_id(id->second);
  if (draft.values.count("source") > 0) return;
  const std::string source = sources_->only_source(item);
  if (!source.empty()) draft.values["source"] = source;
}

std::optional<model::Clip> Scaffolder::read(const Draft& draft, const Item& item, Reasons& wrong) {
  const auto source = draft.values.find("source");
  Declared declared{&manifest_.terms, {}, licence_ids(manifest_), inputs_.folder};
  if (source != draft.values.end()) declared.sources.push_back(source->second);
  Log log("");
  const auto node = to_node(draft, 0);
  model::Clip clip = read_clip(Fields(log, *node, "", clip_keys()), model::Clip{}, declared);
  for (const Problem& problem : log.take()) {
    wrong.push_back(problem.key.empty() ? problem.message : problem.key + ": " + problem.message);
  }
  if (wrong.empty()) sources_->name(clip.source, item, wrong);
  if (wrong.empty()) return clip;
  return std::nullopt;
}

void Scaffolder::mark_used(const std::vector<Item>& items) {
  for (const Item& item : items) {
    for (std::size_t table = 0; table < inputs_.tables.size(); ++table) {
      const CsvRow* row = item.row(table);
      if (row != nullptr) row_settled_[table][static_cast<std::size_t>(row - inputs_.tables[table].rows.data())] = true;
    }
    if (item.file() != nullptr) file_settled_[static_cast<std::size_t>(item.file() - inputs_.files->data())] = true;
  }
}

void Scaffolder::report(const Item& item, const std::string& name, const Reasons& reasons) {
  Unplaced entry{"", 0, name, ""};
  if (mapping_.each == "file" && item.file() != nullptr) entry.file = item.file()->path;
  for (std::size_t table = 0; table < inputs_.tables.size() && entry.file.empty(); ++table) {
    if (item.row(table) == nullptr) continue;
    entry.file = inputs_.tables[table].file;
    entry.line = item.row(table)->line;
  }
  for (const std::string& reason : reasons) {
    entry.reason = reason;
    unplaced_.push_back(entry);
  }
}

void Scaffolder::place(Item item) {
  Reasons wrong;
  std::vector<Item> items = {std::move(item)};
  for (std::size_t table = 0; table < inputs_.tables.size() && wrong.empty(); ++table) {
    if (!is_each(mapping_, table)) find_rows(table, items, wrong);
  }
  if (wrong.empty()) find_file(items, wrong);
  mark_used(items);
  auto draft = wrong.empty() ? draft_of(items, wrong) : std::nullopt;
  std::string name = items[0].file() != nullptr ? items[0].file()->path : "";
  if (draft) {
    complete(*draft, items[0]);
    if (const auto id = draft->values.find("id"); id != draft->values.end()) name = id->second;
    auto clip = read(*draft, items[0], wrong);
    if (clip) {
      clip->id = ids_.take(clip->id);
      manifest_.clips.push_back(std::move(*clip));
    }
  }
  report(items[0], name, wrong);
}

void Scaffolder::place_all() {
  if (mapping_.each == "file") {
    for (std::size_t i = 0; i < inputs_.files->size(); ++i) {
      if (file_settled_[i]) continue;
      Item item(names_, inputs_.tables.size());
      item.set_file((*inputs_.files)[i]);
      place(std::move(item));
    }
    return;
  }
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) {
    if (!is_each(mapping_, table)) continue;
    for (std::size_t i = 0; i < inputs_.tables[table].rows.size(); ++i) {
      if (!row_settled_[table][i]) place(item_of_row(table, i));
    }
  }
}

void Scaffolder::report_rest() {
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) {
    const Lookup& lookup = mapping_.tables[table];
    if (!lookup.report_rest || is_each(mapping_, table)) continue;
    for (std::size_t i = 0; i < row_settled_[table].size(); ++i) {
      if (row_settled_[table][i]) continue;
      const Item item = item_of_row(table, i);
      report(item, lookup.key[0].evaluate(item).text,
             {mapping_.each == "file" ? "no file has its key" : "no row asks for it"});
    }
  }
  if (!inputs_.files || !mapping_.files || !mapping_.files->report_rest) return;
  for (std::size_t i = 0; i < file_settled_.size(); ++i) {
    const std::string& path = (*inputs_.files)[i].path;
    if (!file_settled_[i]) unplaced_.push_back({path, 0, path, "no row asks for it"});
  }
}

// Who is whom: names that no clip has are reported, since their clips may be among those that could not be placed.
void Scaffolder::read_people() {
  Log log(mapping_.file);
  const Fields head(log, *mapping_.head, "manifest", head_keys());
  read_same_as(head, manifest_);
  const auto problems = log.take();
  if (problems.empty()) return;
  for (const Problem& problem : problems) {
    unplaced_.push_back({problem.file, problem.line, problem.key, problem.message});
  }
  std::set<std::string> there;
  for (const model::Clip& clip : manifest_.clips) there.insert(clip.subject);
  for (auto& person : manifest_.same_as) {
    const auto absent = [&](const SubjectName& name) {
      return name.subject.empty() || (name.manifest == manifest_.name && there.count(name.subject) == 0);
    };
    person.erase(std::remove_if(person.begin(), person.end(), absent), person.end());
  }
  const auto alone = [](const auto& person) { return person.size() < 2; };
  manifest_.same_as.erase(std::remove_if(manifest_.same_as.begin(), manifest_.same_as.end(), alone),
                          manifest_.same_as.end());
}

Scaffolded Scaffolder::run() {
  read_manifest_head();
  check_inputs();
  if (!log_.empty()) return {std::nullopt, log_.take(), {}};
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) leave_out_rows(table);
  leave_out_files();
  for (std::size_t table = 0; table < inputs_.tables.size(); ++table) index_table(table);
  index_files();
  place_all();
  report_rest();
  read_people();
  manifest_.sources = sources_->take();
  Scaffolded result{std::nullopt, {}, std::move(unplaced_)};
  std::stable_sort(result.unplaced.begin(), result.unplaced.end(), [](const Unplaced& a, const Unplaced& b) {
    return a.file != b.file ? a.file < b.file : a.line < b.line;
  });
  if (!manifest_.clips.empty()) result.manifest = std::move(manifest_);
  return result;
}

}  // namespace

Scaffolded scaffold(const Mapping& mapping, const ScaffoldInputs& inputs) { return Scaffolder(mapping, inputs).run(); }

}  // namespace manifest
