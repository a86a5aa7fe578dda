#include "curate/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "catalog/decisions.h"
#include "catalog/entries.h"
#include "curate/entry_findings.h"
#include "curate/taxonomies.h"

namespace curate {
namespace {

using manifest::Manifest;

bool is_recorded(const model::Finding& finding) { return is_entry_finding(finding.code); }

bool is_media(const model::Finding& finding) { return !is_recorded(finding); }

// Writes nothing where nothing changed.
void replace_findings(catalog::Catalog& catalog, const std::string& clip, const std::vector<model::Finding>& findings,
                      bool (*keep)(const model::Finding&)) {
  std::vector<model::Finding> before;
  std::vector<model::Finding> after = findings;
  for (const auto& row : catalog::findings(catalog, "clip", clip)) {
    before.push_back(row.finding);
    if (keep(row.finding)) after.push_back(row.finding);
  }
  std::sort(before.begin(), before.end());
  std::sort(after.begin(), after.end());
  if (before != after) catalog::put_findings(catalog, "clip", clip, after);
}

// Written only where it changed: an import that changes nothing writes nothing.
void keep_copy(const std::filesystem::path& place, const std::filesystem::path& from) {
  const std::string text = base::read_text(from);
  if (std::filesystem::is_regular_file(place) && base::read_text(place) == text) return;
  base::write_atomically(place, text);
}

void keep_copies(const Dataset& dataset, const Manifest& manifest) {
  keep_copy(dataset.manifests_folder() / (manifest.name + ".yaml"), manifest.path);
  if (manifest::built_in_taxonomy(manifest.taxonomy)) return;
  keep_copy(taxonomy_copy(dataset, manifest.name), manifest.path.parent_path() / manifest.taxonomy);
}

}  // namespace

model::Recipe recipe_for(const model::Clip& clip, model::Recipe recipe) {
  recipe.stream = clip.stream;
  recipe.window = clip.window;
  recipe.region = clip.region;
  return recipe;
}

void replace_media_findings(catalog::Catalog& catalog, const std::string& clip,
                            const std::vector<model::Finding>& findings) {
  replace_findings(catalog, clip, findings, is_recorded);
}

void record(Dataset& dataset, const Manifest& manifest, const model::Recipe& recipe) {
  keep_copies(dataset, manifest);
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction transaction(catalog);
  catalog::put_manifest(catalog, {manifest.name, manifest.title, manifest.taxonomy, manifest.digest});
  for (const model::Source& source : manifest.sources) catalog::put_source(catalog, manifest.name, source);
  for (const model::Licence& licence : manifest.licences) catalog::put_licence(catalog, manifest.name, licence);
  for (const model::Clip& clip : manifest.clips) {
    catalog::put_clip(catalog, manifest.name, clip, recipe_for(clip, recipe));
    replace_findings(catalog, clip.id, entry_findings(clip, manifest), is_media);
  }
  for (const auto& names : manifest.same_as) {
    for (std::size_t i = 1; i < names.size(); ++i) {
      catalog::put_same_as(catalog, {names[0].manifest, names[0].subject}, {names[i].manifest, names[i].subject});
    }
  }
  transaction.commit();
}

}  // namespace curate
