#include "curate/label/manifest_taxonomy.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/file.h"
#include "catalog/manifests.h"

namespace curate {

std::filesystem::path taxonomy_copy(const std::filesystem::path& manifests, std::string_view manifest) {
  return manifests / fmt::format("{}.taxonomy.yaml", manifest);
}

manifest::Taxonomy read_taxonomy(catalog::Catalog& catalog, const std::filesystem::path& manifests,
                                 std::string_view manifest) {
  const auto row = catalog::find_manifest(catalog, manifest);
  if (!row) throw base::Error(base::Code::NotFound, fmt::format("no manifest '{}' in the dataset", manifest));
  if (auto built_in = manifest::built_in_taxonomy(row->taxonomy)) return *std::move(built_in);
  const std::filesystem::path file = taxonomy_copy(manifests, manifest);
  manifest::ParsedTaxonomy parsed = manifest::parse_taxonomy(base::read_text(file), file.string());
  if (!parsed.taxonomy) throw manifest::error_of(base::Code::Corrupt, "", parsed.problems);
  return *std::move(parsed.taxonomy);
}

}  // namespace curate
