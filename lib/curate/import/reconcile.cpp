#include "curate/import/reconcile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "catalog/clips.h"
#include "catalog/manifests.h"
#include "catalog/work.h"
#include "curate/import/clip_recipe.h"
#include "curate/import/entry_attributes.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using How = Change::How;
using manifest::Manifest;
using What = Change::What;

constexpr std::size_t kMaxForeignNamed = 8;

std::string place_of(const Manifest& manifest, const model::Clip& clip) {
  return fmt::format("{}:{}", manifest.path.string(), clip.line);
}

/// The line of each clip in the given manifests. Throws if two manifests have the same name or clip.
class EntryPlaces {
 public:
  explicit EntryPlaces(const std::vector<Manifest>& manifests) {
    std::vector<std::string> problems;
    for (const Manifest& manifest : manifests) {
      const auto [other, fresh] = names_.emplace(manifest.name, &manifest);
      if (!fresh) {
        throw Error(Code::InvalidInput,
                    fmt::format("'{}' and '{}' are both named '{}'; rename one of them", other->second->path.string(),
                                manifest.path.string(), manifest.name));
      }
      for (const model::Clip& clip : manifest.clips) add(manifest, clip, problems);
    }
    if (!problems.empty()) throw Error(Code::InvalidInput, "nothing was imported:", problems);
  }

  bool has_manifest(const std::string& name) const { return names_.contains(name); }
  bool has_clip(const std::string& id) const { return clips_.contains(id); }

 private:
  void add(const Manifest& manifest, const model::Clip& clip, std::vector<std::string>& problems) {
    const auto [present, fresh] = clips_.emplace(clip.id, std::make_pair(&manifest, &clip));
    if (fresh) return;
    problems.push_back(fmt::format("{} and {} both define clip '{}'; rename one of them",
                                   place_of(*present->second.first, *present->second.second), place_of(manifest, clip),
                                   clip.id));
  }

  std::map<std::string, const Manifest*> names_;
  std::map<std::string, std::pair<const Manifest*, const model::Clip*>> clips_;
};

/// Compares one manifest with the catalog.
class Comparison {
 public:
  Comparison(catalog::Catalog& catalog, const Manifest& manifest, const EntryPlaces& places,
             const model::Recipe& recipe)
      : catalog_(catalog), manifest_(manifest), places_(places), recipe_(recipe) {
    result_.manifest = manifest.name;
  }

  ManifestChanges run(bool allow_removals) {
    compare_head();
    compare_named(What::Licence, catalog::licences(catalog_, manifest_.name), manifest_.licences);
    compare_named(What::Source, catalog::sources(catalog_, manifest_.name), manifest_.sources);
    compare_clips(allow_removals);
    compare_same_as();
    std::ranges::sort(result_.changes);
    return std::move(result_);
  }

 private:
  void compare_head();
  template <typename Named>
  void compare_named(What what, const std::vector<Named>& before, const std::vector<Named>& now);
  void compare_clips(bool allow_removals);
  void compare_clip(std::size_t index, const catalog::ClipRow& row);
  void find_elsewhere(std::size_t index);
  void compare_same_as();
  void check_removals(const std::vector<std::string>& removed, std::size_t before) const;
  [[noreturn]] void refuse_foreign() const;
  const model::Recipe& recorded_recipe(const base::Digest& digest);
  void add(What what, const std::string& id, How how, std::vector<AttributeChange> attributes = {}) {
    result_.changes.push_back({what, id, how, std::move(attributes)});
  }

  catalog::Catalog& catalog_;
  const Manifest& manifest_;
  const EntryPlaces& places_;
  const model::Recipe& recipe_;
  ManifestChanges result_;
  std::map<base::Digest, model::Recipe> recipes_;
  std::vector<catalog::ClipRow> foreign_;  ///< clips of this manifest that belong to another in the catalog
};

void Comparison::compare_head() {
  const auto before = catalog::find_manifest(catalog_, manifest_.name);
  result_.is_new = !before;
  if (!before) return add(What::Manifest, manifest_.name, How::Added);
  auto attributes = differences({{"title", before->title}, {"taxonomy", before->taxonomy}},
                                {{"title", manifest_.title}, {"taxonomy", manifest_.taxonomy}});
  if (!attributes.empty()) add(What::Manifest, manifest_.name, How::Changed, std::move(attributes));
}

template <typename Named>
void Comparison::compare_named(What what, const std::vector<Named>& before, const std::vector<Named>& now) {
  std::map<std::string, const Named*> present;
  for (const Named& item : before) present.emplace(item.id, &item);
  for (const Named& item : now) {
    const auto found = present.find(item.id);
    if (found == present.end()) {
      add(what, item.id, How::Added);
      continue;
    }
    auto attributes = differences(attributes_of(*found->second), attributes_of(item));
    if (!attributes.empty()) add(what, item.id, How::Changed, std::move(attributes));
    present.erase(found);
  }
  for (const auto& entry : present) add(what, entry.first, How::Removed);
}

const model::Recipe& Comparison::recorded_recipe(const base::Digest& digest) {
  const auto [entry, fresh] = recipes_.try_emplace(digest);
  if (fresh) entry->second = catalog::find_recipe(catalog_, digest).value_or(model::Recipe());
  return entry->second;
}

void Comparison::compare_clip(std::size_t index, const catalog::ClipRow& row) {
  const model::Clip& clip = manifest_.clips[index];
  model::Clip entry = row.entry();
  entry.column = clip.column;
  const model::Recipe wanted = recipe_for(clip, recipe_);
  const base::Digest digest = wanted.digest();
  const auto work = catalog::find_work(catalog_, clip.id);
  const bool same = entry == clip && row.recipe == digest && row.manifest == manifest_.name;
  if (same && work && work->state == catalog::State::Done) return;
  result_.to_put.push_back(index);
  if (same) return;
  auto attributes = differences(attributes_of(entry, row.manifest, recorded_recipe(row.recipe)),
                                attributes_of(clip, manifest_.name, wanted));
  if (!attributes.empty()) add(What::Clip, clip.id, How::Changed, std::move(attributes));
}

// A clip that this manifest did not have: new, or moved from another.
void Comparison::find_elsewhere(std::size_t index) {
  const model::Clip& clip = manifest_.clips[index];
  if (auto row = catalog::find_clip(catalog_, clip.id)) {
    if (places_.has_manifest(row->manifest)) return compare_clip(index, *row);
    foreign_.push_back(std::move(*row));
    return;
  }
  result_.to_put.push_back(index);
  add(What::Clip, clip.id, How::Added);
}

void Comparison::compare_clips(bool allow_removals) {
  std::map<std::string, catalog::ClipRow> present;
  for (catalog::ClipRow& row : catalog::clips(catalog_, manifest_.name)) {
    const std::string id = row.clip.id;
    present.emplace(id, std::move(row));
  }
  const std::size_t before = present.size();
  for (std::size_t i = 0; i < manifest_.clips.size(); ++i) {
    const auto found = present.find(manifest_.clips[i].id);
    if (found == present.end()) {
      find_elsewhere(i);
      continue;
    }
    compare_clip(i, found->second);
    present.erase(found);
  }
  if (!foreign_.empty()) refuse_foreign();
  std::vector<std::string> removed;
  for (const auto& entry : present) {
    if (places_.has_clip(entry.first)) continue;
    removed.push_back(entry.first);
    add(What::Clip, entry.first, How::Removed);
  }
  if (!allow_removals) check_removals(removed, before);
}

void Comparison::check_removals(const std::vector<std::string>& removed, std::size_t before) const {
  if (2 * removed.size() <= before) return;
  throw Error(
      Code::InvalidInput,
      fmt::format("nothing was imported: {} no longer has {} of the {} clips of manifest '{}' ({}); to remove them, "
                  "add --allow-removals (their files stay until gc)",
                  manifest_.path.string(), removed.size(), before, manifest_.name, base::some_of(removed)));
}

void Comparison::refuse_foreign() const {
  std::map<std::string, const model::Clip*> here;
  for (const model::Clip& clip : manifest_.clips) here.emplace(clip.id, &clip);
  std::vector<std::string> lines;
  std::map<std::string, std::size_t> owners;
  for (const catalog::ClipRow& row : foreign_) {
    if (++owners[row.manifest]; &row - foreign_.data() < static_cast<std::ptrdiff_t>(kMaxForeignNamed)) {
      lines.push_back(fmt::format(
          "{}: clip '{}' already belongs to manifest '{}' (manifests/{}.yaml:{} in the dataset)",
          place_of(manifest_, *here.at(row.clip.id)), row.clip.id, row.manifest, row.manifest, row.clip.line));
    }
  }
  if (foreign_.size() > kMaxForeignNamed)
    lines.push_back(fmt::format("and {} more", foreign_.size() - kMaxForeignNamed));
  for (const auto& [owner, clips] : owners) {
    lines.push_back(fmt::format("if {} moved here from manifest '{}', import both files together",
                                clips == 1 ? "a clip" : "clips", owner));
    if (result_.is_new && 2 * clips > manifest_.clips.size()) {
      lines.back() += fmt::format(
          "; if you renamed the manifest, name it '{}' again: its subjects, cases and clips belong to that "
          "name",
          owner);
    }
  }
  lines.back() += "; otherwise use other ids";
  throw Error(Code::InvalidInput, "nothing was imported:", lines);
}

void Comparison::compare_same_as() {
  const auto before = catalog::same_as(catalog_, manifest_.name);
  std::vector<catalog::SamePerson> now = same_person_pairs(manifest_);
  std::ranges::sort(now);
  now.erase(std::unique(now.begin(), now.end()), now.end());
  const auto text = [](const catalog::SamePerson& pair) {
    return fmt::format("{}/{} = {}/{}", pair.first.first, pair.first.second, pair.second.first, pair.second.second);
  };
  for (const auto& pair : before) {
    if (!std::ranges::binary_search(now, pair)) add(What::SamePerson, text(pair), How::Removed);
  }
  for (const auto& pair : now) {
    if (!std::ranges::binary_search(before, pair)) add(What::SamePerson, text(pair), How::Added);
  }
}

}  // namespace

std::vector<catalog::SamePerson> same_person_pairs(const Manifest& manifest) {
  std::vector<catalog::SamePerson> pairs;
  for (std::vector<manifest::SubjectName> names : manifest.same_as) {
    std::ranges::sort(names);
    for (std::size_t i = 1; i < names.size(); ++i) {
      pairs.push_back({{names[0].manifest, names[0].subject}, {names[i].manifest, names[i].subject}});
    }
  }
  return pairs;
}

std::vector<ManifestChanges> reconcile(catalog::Catalog& catalog, const std::vector<Manifest>& manifests,
                                       const model::Recipe& recipe, bool allow_removals) {
  const EntryPlaces places(manifests);
  std::vector<ManifestChanges> all;
  all.reserve(manifests.size());
  for (const Manifest& manifest : manifests) {
    all.push_back(Comparison(catalog, manifest, places, recipe).run(allow_removals));
  }
  return all;
}

}  // namespace curate
