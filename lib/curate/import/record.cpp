#include "curate/import/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/frame_sets.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "curate/derive.h"
#include "curate/import/clip_recipe.h"
#include "curate/import/entry_findings.h"
#include "curate/import/frame_set_findings.h"
#include "curate/import/reconcile.h"
#include "curate/label/taxonomies.h"

namespace curate {
namespace {

using manifest::Manifest;

// Written only if changed: an import without changes writes nothing.
void keep_copy(const std::filesystem::path& place, const std::filesystem::path& from) {
  const std::string text = base::read_text(from);
  if (std::filesystem::is_regular_file(place) && base::read_text(place) == text) return;
  base::write_atomically(place, text);
}

void keep_copies(const Dataset& dataset, const Manifest& manifest) {
  const std::filesystem::path place = dataset.manifests_folder() / (manifest.name + ".yaml");
  if (manifest.path == place) return;  // a rebuild from the copies
  keep_copy(place, manifest.path);
  if (manifest::built_in_taxonomy(manifest.taxonomy)) return;
  keep_copy(taxonomy_copy(dataset, manifest.name), manifest.folder() / manifest.taxonomy);
}

void put_head(catalog::Catalog& catalog, const Manifest& manifest) {
  const catalog::ManifestRow row{manifest.name, manifest.title, manifest.taxonomy, manifest.digest};
  // Unless one was chosen, the main axis is one that exists.
  if (catalog::manifests(catalog).empty() && catalog::main_axis(catalog) == catalog::kFirstMainAxis &&
      manifest.terms.find_axis(catalog::kFirstMainAxis) == nullptr && !manifest.terms.axes.empty()) {
    catalog::set_main_axis(catalog, manifest.terms.axes.front().id);
  }
  if (catalog::find_manifest(catalog, manifest.name) != row) catalog::put_manifest(catalog, row);
  for (const model::Source& source : manifest.sources) catalog::put_source(catalog, manifest.name, source);
  for (const model::Licence& licence : manifest.licences) catalog::put_licence(catalog, manifest.name, licence);
}

void put_clips(catalog::Catalog& catalog, const Manifest& manifest, const ManifestChanges& changes,
               const model::Recipe& recipe) {
  for (const std::size_t index : changes.to_put) {
    const model::Clip& clip = manifest.clips[index];
    if (!catalog::put_clip(catalog, manifest.name, clip, recipe_for(clip, recipe))) continue;
    put_frame_set_findings(catalog, clip, catalog::find_clip(catalog, clip.id)->object,
                           catalog::current_frame_set_findings(catalog, clip.id));
  }
  // A source's licence may have changed, and with it the findings of unchanged clips.
  for (const model::Clip& clip : manifest.clips) {
    catalog::put_findings(catalog, model::Origin::Manifest, "clip", clip.id, entry_findings(clip, manifest));
  }
}

void take_away(catalog::Catalog& catalog, const Manifest& manifest, const ManifestChanges& changes) {
  catalog::put_same_as(catalog, manifest.name, same_person_pairs(manifest));
  for (const Change& change : changes.changes) {
    if (change.how != Change::How::Removed) continue;
    if (change.what == Change::What::Clip) catalog::remove_clip(catalog, change.id);
  }
  for (const Change& change : changes.changes) {
    if (change.how != Change::How::Removed) continue;
    if (change.what == Change::What::Source) catalog::remove_source(catalog, manifest.name, change.id);
    if (change.what == Change::What::Licence) catalog::remove_licence(catalog, manifest.name, change.id);
  }
}

bool any(const std::vector<ManifestChanges>& changes) {
  return std::ranges::any_of(changes, [](const ManifestChanges& of) { return !of.changes.empty(); });
}

}  // namespace

std::vector<ManifestChanges> record(Dataset& dataset, const std::vector<Manifest>& manifests,
                                    const model::Recipe& recipe, bool allow_removals) {
  catalog::Catalog& catalog = dataset.catalog();
  std::vector<ManifestChanges> changes = reconcile(catalog, manifests, recipe, allow_removals);
  for (const Manifest& manifest : manifests) keep_copies(dataset, manifest);
  catalog::Transaction transaction(catalog);
  // A clip that moves needs its new manifest's sources, so heads come first and removals last.
  for (const Manifest& manifest : manifests) put_head(catalog, manifest);
  for (std::size_t i = 0; i < manifests.size(); ++i) put_clips(catalog, manifests[i], changes[i], recipe);
  for (std::size_t i = 0; i < manifests.size(); ++i) take_away(catalog, manifests[i], changes[i]);
  if (any(changes)) {
    catalog::remove_unnamed(catalog);
    derive(dataset);
  }
  transaction.commit();
  return changes;
}

}  // namespace curate
