#include "curate/maintain/rebuild.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/text.h"
#include "catalog/findings.h"
#include "catalog/list.h"
#include "catalog/work.h"
#include "curate/derive.h"
#include "curate/import/clip_recipe.h"
#include "curate/import/make_again.h"
#include "curate/known_catalogs.h"
#include "curate/label/decided_crops.h"
#include "curate/label/decisions.h"
#include "curate/layout.h"
#include "curate/outcomes.h"
#include "curate/trust.h"
#include "manifest/lock.h"
#include "manifest/parse.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using base::Code;
using base::Error;
using manifest::Manifest;

constexpr const char* kRebuilt = "catalog.rebuilt.sqlite";
constexpr const char* kParts[] = {"", "-journal", "-wal", "-shm"};

void remove_catalog(const base::Folder& files, const std::string& name) {
  for (const char* part : kParts) files.remove_file(name + part);
}

// If the old catalog can be opened, migrates it, merges its log into the file, and writes missing outcomes.
void settle_old_catalog(const fs::path& folder) {
  if (!fs::exists(folder / kCatalogFile)) return;
  try {
    const Dataset old(folder, catalog::Catalog::Access::Write);
  } catch (const Error& error) {
    // Made by a newer version. Another writer is noticed later, by the lock.
    if (error.code() == Code::Unsupported) throw;
  }
}

// Names of all manifests with files in the dataset.
std::set<std::string> manifest_names(const fs::path& folder) {
  std::set<std::string> names;
  if (!fs::is_directory(folder)) return names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    for (const std::string_view end : {".taxonomy.yaml", ".outcomes.jsonl", ".lock", ".yaml"}) {
      if (!name.ends_with(end)) continue;
      names.insert(name.substr(0, name.size() - end.size()));
      break;
    }
  }
  return names;
}

Manifest parsed(manifest::Parsed parsed, const fs::path& file) {
  if (parsed.manifest) return std::move(*parsed.manifest);
  throw manifest::error_of(Code::InvalidInput, fmt::format("'{}' cannot be read:", file.string()), parsed.problems);
}

/// A manifest, and the objects that its clips are made from.
struct Known {
  Manifest manifest;
  std::optional<Outcomes> outcomes;
  std::map<std::string, base::Digest> objects;  ///< by clip
};

class Rebuild {
 public:
  Rebuild(fs::path folder, const RebuildOptions& options, const ImportHooks& hooks)
      : folder_(std::move(folder)), options_(options), hooks_(hooks) {}

  RebuildSummary run() {
    const base::FileLock lock = lock_dataset(folder_);
    const base::Folder files(folder_);
    remove_catalog(files, kRebuilt);
    try {
      make_catalog();
    } catch (...) {
      remove_catalog(files, kRebuilt);
      throw;
    }
    if (summary_.stopped) {
      remove_catalog(files, kRebuilt);
    } else {
      take_place(files);
    }
    return std::move(summary_);
  }

 private:
  void make_catalog();
  void read_manifests(Dataset& dataset);
  Known look_up(const Dataset& dataset, Manifest manifest) const;
  void check_objects(const Dataset& dataset) const;
  model::Recipe recipe_of(const Dataset& dataset, const Known& known) const;
  void make(Dataset& dataset, const Known& known);
  void restore(Dataset& dataset, const Known& known, const model::Finding& failure);
  void count(Dataset& dataset);
  void take_place(const base::Folder& files) const;

  fs::path folder_;
  const RebuildOptions& options_;
  const ImportHooks& hooks_;
  std::vector<Known> known_;
  RebuildSummary summary_;
};

void Rebuild::make_catalog() {
  Dataset dataset(folder_, catalog::Catalog::create(folder_ / kRebuilt));
  read_manifests(dataset);
  check_objects(dataset);
  for (const Known& known : known_) {
    if (!summary_.stopped) make(dataset, known);
  }
  // The order differs from that of the original imports, so links between manifests are derived at the end.
  derive(dataset);
  count(dataset);
}

void Rebuild::read_manifests(Dataset& dataset) {
  std::map<std::string, Manifest> manifests;
  for (const fs::path& file : options_.manifests) {
    Manifest manifest = parsed(manifest::parse(file), file);
    manifests.insert_or_assign(manifest.name, std::move(manifest));
  }
  std::vector<std::string> missing;
  for (const std::string& name : manifest_names(dataset.manifests_folder())) {
    if (manifests.contains(name)) continue;
    if (!fs::is_regular_file(dataset.manifests_folder() / (name + ".yaml"))) {
      missing.push_back(fmt::format("the copy of manifest '{}' is missing; add --manifest FILE", name));
      continue;
    }
    manifests.emplace(name, manifest_copy(dataset, name));
  }
  if (!missing.empty()) throw Error(Code::NotFound, "nothing was rebuilt:", missing);
  std::vector<Manifest> all;
  for (auto& [name, manifest] : manifests) all.push_back(std::move(manifest));
  for (Manifest& manifest : with_decided_crops(dataset, std::move(all))) {
    known_.push_back(look_up(dataset, std::move(manifest)));
  }
}

// Objects by the manifest's digests, else by the outcomes of imports, else by the lock.
Known Rebuild::look_up(const Dataset& dataset, Manifest manifest) const {
  Known known{std::move(manifest), {}, {}};
  const std::string& name = known.manifest.name;
  known.outcomes = read_outcomes(dataset.manifests_folder(), name);
  const fs::path lock_file = dataset.manifests_folder() / (name + ".lock");
  const manifest::Lock lock = fs::is_regular_file(lock_file) ? manifest::read_lock(lock_file) : manifest::Lock();
  // A kill between copying a new manifest and writing its rows leaves the outcomes of the old one.
  const bool same = known.outcomes && known.outcomes->manifest == known.manifest.digest;
  for (const model::Clip& clip : known.manifest.clips) {
    if (clip.sha256) {
      known.objects.emplace(clip.id, *clip.sha256);
    } else if (same) {
      const auto outcome = known.outcomes->clips.find(clip.id);
      if (outcome != known.outcomes->clips.end() && outcome->second.object) {
        known.objects.emplace(clip.id, *outcome->second.object);
      }
    } else if (const manifest::LockEntry* entry = lock.find(clip.url.empty() ? clip.path : clip.url)) {
      known.objects.emplace(clip.id, entry->sha256);
    }
  }
  return known;
}

// A damaged object would give other frames, and the catalog would accept them.
void Rebuild::check_objects(const Dataset& dataset) const {
  std::set<base::Digest> objects;
  for (const Known& known : known_) {
    for (const auto& [clip, object] : known.objects) objects.insert(object);
  }
  std::vector<std::string> damaged;
  for (const base::Digest& object : objects) {
    const fs::path file = dataset.objects().path_of(object);
    if (!dataset.objects().has(object) || base::sha256_of_file(file) == object) continue;
    damaged.push_back(file.lexically_relative(folder_).string());
  }
  if (damaged.empty()) return;
  throw Error(
      Code::Corrupt,
      fmt::format(
          "nothing was rebuilt: checksum mismatch in {} ({}); replace them with intact copies, or move them elsewhere",
          base::counted(damaged.size(), "imported file"), base::some_of(damaged)));
}

// The sampling that the manifest was imported with. If it was not recorded, existing frames show whether it is the
// given one.
model::Recipe Rebuild::recipe_of(const Dataset& dataset, const Known& known) const {
  if (known.outcomes) return known.outcomes->recipe;
  const model::Recipe& given = options_.import.recipe;
  bool other = false;
  for (const model::Clip& clip : known.manifest.clips) {
    const auto object = known.objects.find(clip.id);
    const fs::path sets = dataset.frames_folder() / clip.id;
    if (object == known.objects.end() || !fs::is_directory(sets) || fs::is_empty(sets)) continue;
    model::FrameSet set{clip.id, recipe_for(clip, given).digest(), object->second, {}, {}, {}};
    if (fs::is_directory(dataset.folder_of(set))) return given;
    other = true;
  }
  if (!other) return given;
  throw Error(Code::InvalidInput,
              fmt::format("nothing was rebuilt: manifest '{}' was imported with different sampling options, which were "
                          "not recorded; pass the same --rate, --channels, --format … as for that import",
                          known.manifest.name));
}

void Rebuild::make(Dataset& dataset, const Known& known) {
  ImportOptions options = options_.import;
  options.mirrors.clear();
  options.fetch.reset();
  options.rebuild_from = known.objects;
  options.recipe = recipe_of(dataset, known);
  if (known.outcomes) catalog::set_main_axis(dataset.catalog(), known.outcomes->main_axis);
  const ImportSummary imported = import(dataset, {known.manifest}, options, hooks_);
  ++summary_.manifests;
  summary_.frames += imported.frames_now;
  summary_.stopped = imported.stopped;
  catalog::Transaction transaction(dataset.catalog());
  for (const model::Finding& failure : imported.failures) restore(dataset, known, failure);
  transaction.commit();
}

// Restores recorded failures. Clips that no import had reached become planned.
void Rebuild::restore(Dataset& dataset, const Known& known, const model::Finding& failure) {
  catalog::Catalog& catalog = dataset.catalog();
  const ClipOutcome* before = nullptr;
  if (known.outcomes && known.outcomes->clips.contains(failure.id)) before = &known.outcomes->clips.at(failure.id);
  if ((before != nullptr && before->object) || (before == nullptr && known.objects.contains(failure.id))) {
    summary_.failures.push_back(failure);
    return;
  }
  std::vector<model::Finding> findings;
  if (before == nullptr) {
    catalog::set_state(catalog, failure.id, catalog::State::Planned);
  } else {
    for (model::Finding finding : before->findings) {
      const model::FindingCode* code = model::find_finding_code(finding.code);
      if (code == nullptr || code->origin != model::Origin::Media) continue;
      finding.code = code->code;
      findings.push_back(std::move(finding));
    }
    catalog::set_state(catalog, failure.id, catalog::State::Failed, before->failed);
  }
  catalog::put_findings(catalog, model::Origin::Media, "clip", failure.id, findings);
}

void Rebuild::count(Dataset& dataset) {
  for (const catalog::Work& work : catalog::work(dataset.catalog())) {
    ++summary_.clips;
    summary_.done += work.state == catalog::State::Done ? 1 : 0;
    summary_.failed += work.state == catalog::State::Failed ? 1 : 0;
    summary_.planned += work.state == catalog::State::Planned ? 1 : 0;
  }
  summary_.wrong_decisions = open_wrong_decisions(dataset.catalog());
  summary_.failed -= static_cast<std::int64_t>(summary_.failures.size());
}

// Removes logs and journals, which SQLite would apply to the new catalog. An old catalog that can be opened has none.
void Rebuild::take_place(const base::Folder& files) const {
  base::sync_file_system(folder_);
  for (const char* part : kParts) {
    if (*part != '\0') files.remove_file(std::string(kCatalogFile) + part);
  }
  files.rename(kRebuilt, kCatalogFile);
  base::sync_file_system(folder_);
  remember_catalog(folder_);
}

}  // namespace

RebuildSummary rebuild(const fs::path& folder, const RebuildOptions& options, const ImportHooks& hooks) {
  check_owner(folder);
  check_layout(folder);
  // Other folders have manifests, too.
  const auto has = [&folder](const char* name) { return fs::exists(folder / name); };
  if (!has("objects") && !has("decisions.jsonl") && !has(kCatalogFile)) {
    throw Error(Code::NotFound, fmt::format("'{}' is not a dataset; use -C to name one", folder.string()));
  }
  if (manifest_names(folder / "manifests").empty() && options.manifests.empty() &&
      !fs::exists(folder / "decisions.jsonl")) {
    throw Error(Code::NotFound,
                fmt::format("nothing to rebuild: '{}' has neither manifests nor decisions", folder.string()));
  }
  settle_old_catalog(folder);
  return Rebuild(folder, options, hooks).run();
}

}  // namespace curate
