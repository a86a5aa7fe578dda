#include "curate/label/taxonomies.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "catalog/manifests.h"

namespace curate {
namespace {

template <typename Named>
std::string ids_of(const std::vector<Named>& items) {
  std::string text;
  for (const Named& item : items) text += (text.empty() ? "" : ", ") + item.id;
  return text;
}

}  // namespace

std::filesystem::path taxonomy_copy(const Dataset& dataset, std::string_view manifest) {
  return dataset.manifests_folder() / fmt::format("{}.taxonomy.yaml", manifest);
}

manifest::Taxonomy taxonomy_of(Dataset& dataset, std::string_view manifest) {
  const auto row = catalog::find_manifest(dataset.catalog(), manifest);
  if (!row) throw base::Error(base::Code::NotFound, fmt::format("no manifest '{}' in the dataset", manifest));
  if (auto built_in = manifest::built_in_taxonomy(row->taxonomy)) return *std::move(built_in);
  const std::filesystem::path file = taxonomy_copy(dataset, manifest);
  manifest::ParsedTaxonomy parsed = manifest::parse_taxonomy(base::read_text(file), file.string());
  if (!parsed.taxonomy) throw manifest::error_of(base::Code::Corrupt, "", parsed.problems);
  return *std::move(parsed.taxonomy);
}

std::vector<std::string> known_axes(Dataset& dataset) {
  std::vector<std::string> axes;
  std::set<std::string> looked_at;  // many manifests share a taxonomy
  for (const catalog::ManifestRow& row : catalog::manifests(dataset.catalog())) {
    const bool shared = manifest::built_in_taxonomy(row.taxonomy).has_value();
    if (shared && !looked_at.insert(row.taxonomy).second) continue;
    for (const manifest::Axis& axis : taxonomy_of(dataset, row.name).axes) {
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
  const manifest::Taxonomy taxonomy = taxonomy_of(dataset, manifest);
  const manifest::Axis* found = taxonomy.find_axis(axis);
  if (found == nullptr) {
    throw base::Error(base::Code::InvalidInput, fmt::format("taxonomy '{}' has no axis '{}'; use one of: {}",
                                                            taxonomy.name, axis, ids_of(taxonomy.axes)));
  }
  if (taxonomy.find_value(axis, value) == nullptr) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("axis '{}' has no value '{}'; use one of: {}", axis, value, ids_of(found->values)));
  }
}

}  // namespace curate
