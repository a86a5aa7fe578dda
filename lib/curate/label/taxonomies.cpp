#include "curate/label/taxonomies.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "catalog/manifests.h"
#include "curate/label/manifest_taxonomy.h"

namespace curate {
std::filesystem::path taxonomy_copy(const Dataset& dataset, std::string_view manifest) {
  return taxonomy_copy(dataset.manifests_folder(), manifest);
}

manifest::Taxonomy taxonomy_of(Dataset& dataset, std::string_view manifest) {
  return read_taxonomy(dataset.catalog(), dataset.manifests_folder(), manifest);
}

std::vector<manifest::Taxonomy> taxonomies(Dataset& dataset) {
  std::vector<manifest::Taxonomy> all;
  std::set<std::string> looked_at;  // many manifests share a taxonomy
  for (const catalog::ManifestRow& row : catalog::manifests(dataset.catalog())) {
    const bool shared = manifest::built_in_taxonomy(row.taxonomy).has_value();
    if (!shared || looked_at.insert(row.taxonomy).second) all.push_back(taxonomy_of(dataset, row.name));
  }
  return all;
}

std::vector<std::string> known_axes(Dataset& dataset) {
  std::vector<std::string> axes;
  for (const manifest::Taxonomy& taxonomy : taxonomies(dataset)) {
    for (const manifest::Axis& axis : taxonomy.axes) {
      if (std::ranges::find(axes, axis.id) == axes.end()) axes.push_back(axis.id);
    }
  }
  return axes;
}

void check_axis(Dataset& dataset, std::string_view axis) {
  const std::vector<std::string> axes = known_axes(dataset);
  if (axes.empty() || std::ranges::find(axes, axis) != axes.end()) return;
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("unknown axis '{}'; use one of: {}", axis, fmt::join(axes, ", ")));
}

void check_label(Dataset& dataset, std::string_view manifest, std::string_view axis, std::string_view value) {
  const std::string why = manifest::why_not(taxonomy_of(dataset, manifest), axis, value);
  if (!why.empty()) throw base::Error(base::Code::InvalidInput, why);
}

}  // namespace curate
