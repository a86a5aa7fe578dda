#include "curate/import/preview.h"

#include <algorithm>
#include <map>
#include <set>

#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/label_in_effect.h"
#include "catalog/manifests.h"
#include "catalog/splits.h"
#include "catalog/work.h"
#include "curate/import/clip_recipe.h"
#include "curate/import/reconcile.h"
#include "curate/label/decided_crops.h"
#include "curate/label/decisions.h"
#include "curate/split/links.h"
#include "curate/split/stale_splits.h"

namespace curate {
namespace {

using manifest::Manifest;

/// The clips as an import would leave them, in memory.
class Future {
 public:
  Future(Dataset& dataset, const std::vector<Manifest>& manifests, const model::Recipe& recipe)
      : catalog_(dataset.catalog()),
        recipe_(recipe),
        decided_(decided_labels(dataset.catalog(), dataset.decisions_file())) {
    for (const Manifest& manifest : manifests) given_.insert(manifest.name);
    for (const catalog::Work& work : catalog::work(catalog_)) states_.emplace(work.clip, work.state);
  }

  void add(const Manifest& manifest, const ManifestChanges& changes, Preview& preview) {
    const std::set<std::size_t> looked_at(changes.to_put.begin(), changes.to_put.end());
    std::set<std::string> changed;
    for (const Change& change : changes.changes) {
      if (change.what == Change::What::Clip) changed.insert(change.id);
    }
    for (std::size_t i = 0; i < manifest.clips.size(); ++i) {
      const model::Clip& clip = manifest.clips[i];
      const auto object = catalog::known_object(catalog_, manifest.name, clip);
      if (looked_at.contains(i)) count(clip, object, preview);
      const bool fails = has_state(clip.id, catalog::State::Failed) && !changed.contains(clip.id);
      rows_.push_back({clip, clip.labels, manifest.name, {}, fails ? std::nullopt : object});
      if (!fails) done_.insert(clip.id);
    }
    for (const auto& pair : same_person_pairs(manifest)) same_as_.push_back(pair);
  }

  void add_others() {
    for (catalog::ClipRow& row : catalog::clips(catalog_)) {
      if (given_.contains(row.manifest)) continue;
      if (has_state(row.clip.id, catalog::State::Done)) done_.insert(row.clip.id);
      rows_.push_back(std::move(row));
    }
    for (const catalog::ManifestRow& manifest : catalog::manifests(catalog_)) {
      if (given_.contains(manifest.name)) continue;
      for (auto& pair : catalog::same_as(catalog_, manifest.name)) same_as_.push_back(std::move(pair));
    }
    std::ranges::sort(rows_, [](const auto& a, const auto& b) { return a.clip.id < b.clip.id; });
  }

  std::vector<model::Link> links() const { return make_links(rows_, same_as_); }

  std::vector<catalog::ClipSummary> units(const std::vector<std::string>& axes) const {
    const People people(same_as_);
    std::vector<catalog::ClipSummary> all;
    for (const catalog::ClipRow& row : rows_) {
      const model::Clip& clip = row.clip;
      if (!done_.contains(clip.id)) continue;
      catalog::ClipSummary unit;
      unit.clip = clip.id;
      unit.manifest = row.manifest;
      unit.source = clip.source;
      if (!clip.subject.empty()) unit.subject = people.key(row.manifest, clip.subject);
      if (!clip.clip_case.empty()) unit.clip_case = row.manifest + "/" + clip.clip_case;
      unit.probe = clip.probe;
      for (std::size_t i = 0; i < axes.size(); ++i) unit.value += (i > 0 ? "," : "") + value_of(row, axes[i]);
      all.push_back(std::move(unit));
    }
    return all;
  }

 private:
  bool has_state(const std::string& clip, catalog::State state) const {
    const auto found = states_.find(clip);
    return found != states_.end() && found->second == state;
  }

  void count(const model::Clip& clip, const std::optional<base::Digest>& object, Preview& preview) {
    const base::Digest recipe = recipe_for(clip, recipe_).digest();
    if (object && catalog::has_frame_set(catalog_, clip.id, recipe, *object)) return;
    const auto present = catalog::current_frame_set(catalog_, clip.id);
    ++(present ? preview.clips_anew : preview.clips_first);
    if (present) preview.frames_anew += static_cast<std::int64_t>(present->frames.size());
  }

  std::string value_of(const catalog::ClipRow& row, const std::string& axis) const {
    std::vector<model::Label> said = row.manifest_says;
    if (const auto decided = decided_.find(row.clip.id); decided != decided_.end()) {
      said.insert(said.end(), decided->second.begin(), decided->second.end());
    }
    std::erase_if(said, [&](const model::Label& label) { return label.axis != axis; });
    return catalog::label_in_effect(said).value_or("");
  }

  catalog::Catalog& catalog_;
  const model::Recipe& recipe_;
  std::map<std::string, std::vector<model::Label>> decided_;
  std::map<std::string, catalog::State> states_;
  std::set<std::string> given_;  ///< manifests
  std::set<std::string> done_;   ///< clips
  std::vector<catalog::ClipRow> rows_;
  SameAs same_as_;
};

}  // namespace

Preview preview(Dataset& dataset, const std::vector<Manifest>& given, const model::Recipe& recipe,
                bool allow_removals) {
  const std::vector<Manifest> manifests = with_decided_crops(dataset, given);
  catalog::Catalog& catalog = dataset.catalog();
  Preview preview;
  preview.changes = reconcile(catalog, manifests, recipe, allow_removals);
  Future future(dataset, manifests, recipe);
  for (std::size_t i = 0; i < manifests.size(); ++i) future.add(manifests[i], preview.changes[i], preview);
  const std::vector<std::string> names = catalog::split_names(catalog);
  if (names.empty()) return preview;
  future.add_others();
  const std::vector<model::Link> links = future.links();
  for (const std::string& name : names) {
    const auto split = catalog::find_split(catalog, name);
    std::string why =
        why_stale(*split, catalog::split_values(catalog, name), future.units(model::axes_of(split->parameters)), links);
    if (!why.empty()) preview.stale_splits.emplace_back(name, std::move(why));
  }
  return preview;
}

}  // namespace curate
