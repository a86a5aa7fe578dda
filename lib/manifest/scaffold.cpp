#include "manifest/scaffold.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "manifest/clip_reader.h"
#include "manifest/draft.h"
#include "manifest/head_reader.h"
#include "manifest/lookups.h"
#include "manifest/names.h"
#include "manifest/source_book.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace {

/// Makes ids unique: adds a number to one that is taken.
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

class Scaffolder {
 public:
  Scaffolder(const Mapping& mapping, const ScaffoldInputs& inputs)
      : mapping_(mapping), inputs_(inputs), log_(mapping.file), names_(mapping, inputs.tables, log_) {}

  Scaffolded run();

 private:
  using Reasons = Lookups::Reasons;

  void read_manifest_head();
  void check_inputs();
  void place(Item item);
  std::optional<Draft> draft_of(const std::vector<Item>& items, Reasons& wrong, std::size_t& at) const;
  void complete(Draft& draft, const Item& item) const;
  std::optional<model::Clip> read(const Draft& draft, const Item& item, Reasons& wrong);
  void read_people(std::vector<Unplaced>& unplaced);

  const Mapping& mapping_;
  const ScaffoldInputs& inputs_;
  Log log_;
  Names names_;
  Manifest manifest_;
  std::optional<SourceBook> sources_;
  std::optional<Lookups> lookups_;
  UniqueIds ids_;
};

void Scaffolder::read_manifest_head() {
  const Fields head(log_, *mapping_.head, "manifest", head_keys());
  read_head(head, inputs_.folder, {}, manifest_);
  sources_.emplace(mapping_, licence_ids(manifest_));
}

void Scaffolder::check_inputs() {
  const auto add = [&](const std::string& key, const std::string& message) {
    log_.add({mapping_.file, 0, 0, key, message});
  };
  if (mapping_.each == "file" && !inputs_.files)
    add("each", "the mapping makes clips from files: name a folder or a SHA256SUMS file");
  if (mapping_.each != "file" && mapping_.files && !inputs_.files) {
    add("files", "the mapping looks up files: name a folder or a SHA256SUMS file");
  }
  if (mapping_.each != "file" && !mapping_.files && inputs_.files) {
    add("files", "the mapping does not say which file belongs to a row: add files: {key, find}");
  }
}

// Merges the items into a draft. If that fails, `at` is the index of the item at fault.
std::optional<Draft> Scaffolder::draft_of(const std::vector<Item>& items, Reasons& wrong, std::size_t& at) const {
  Draft draft = make_draft(mapping_, items[0], wrong);
  for (std::size_t i = 1; i < items.size() && wrong.empty(); ++i) {
    at = i;
    merge(draft, make_draft(mapping_, items[i], wrong), wrong);
  }
  if (wrong.empty()) at = 0;
  normalise(draft, wrong);
  if (wrong.empty()) return draft;
  return std::nullopt;
}

// Adds id, path, sha256 and source if the mapping has no rules for them.
void Scaffolder::complete(Draft& draft, const Item& item) const {
  if (const MediaFile* file = item.file()) {
    if (draft.values.count("id") == 0 && !mapping_.clip_rule("id"))
      draft.values["id"] = apply_form("stem", file->path).text;
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
  Declared declared{&manifest_.terms, {}, licence_ids(manifest_), inputs_.folder, inputs_.follow_links};
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

void Scaffolder::place(Item item) {
  Reasons wrong;
  const std::vector<Item> items = lookups_->complete(std::move(item), wrong);
  std::size_t at = 0;
  auto draft = wrong.empty() ? draft_of(items, wrong, at) : std::nullopt;
  std::string name = items[0].file() != nullptr ? items[0].file()->path : "";
  if (draft) {
    complete(*draft, items[0]);
    if (const auto id = draft->values.find("id"); id != draft->values.end()) name = id->second;
    if (auto clip = read(*draft, items[0], wrong)) {
      clip->id = ids_.take(clip->id);
      manifest_.clips.push_back(std::move(*clip));
    }
  }
  lookups_->report(items[at], name, wrong);
}

// Reads `same_as`. Unknown names are reported, not errors: their clips may be among the unplaced ones.
void Scaffolder::read_people(std::vector<Unplaced>& unplaced) {
  Log log(mapping_.file);
  const Fields head(log, *mapping_.head, "manifest", head_keys());
  read_same_as(head, manifest_);
  const auto problems = log.take();
  if (problems.empty()) return;
  for (const Problem& problem : problems) {
    unplaced.push_back({problem.file, problem.line, problem.key, problem.message});
  }
  std::set<std::string> there;
  for (const model::Clip& clip : manifest_.clips) there.insert(clip.subject);
  for (auto& person : manifest_.same_as) {
    const auto absent = [&](const SubjectName& name) {
      return name.subject.empty() || (name.manifest == manifest_.name && there.count(name.subject) == 0);
    };
    std::erase_if(person, absent);
  }
  const auto alone = [](const auto& person) { return person.size() < 2; };
  std::erase_if(manifest_.same_as, alone);
}

Scaffolded Scaffolder::run() {
  read_manifest_head();
  check_inputs();
  if (!log_.empty()) return {std::nullopt, log_.take(), {}};
  lookups_.emplace(mapping_, inputs_, names_);
  for (Item& item : lookups_->items()) place(std::move(item));
  lookups_->report_rest();
  manifest_.sources = sources_->take();
  Scaffolded result{std::nullopt, {}, lookups_->take()};
  read_people(result.unplaced);
  std::ranges::stable_sort(result.unplaced, [](const Unplaced& a, const Unplaced& b) {
    return a.file != b.file ? a.file < b.file : a.line < b.line;
  });
  if (!manifest_.clips.empty()) result.manifest = std::move(manifest_);
  return result;
}

}  // namespace

Scaffolded scaffold(const Mapping& mapping, const ScaffoldInputs& inputs) { return Scaffolder(mapping, inputs).run(); }

}  // namespace manifest
