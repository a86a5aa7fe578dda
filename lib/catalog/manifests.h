#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/clip.h"

/// What manifests have besides clips: sources, licences, `same_as`.
namespace catalog {

struct ManifestRow {
  std::string name;
  std::string title;
  std::string taxonomy;
  base::Digest digest;  ///< of the file's bytes
  bool operator==(const ManifestRow&) const = default;
};

/// Inserts, or replaces one of the same name.
void put_manifest(Catalog& catalog, const ManifestRow& manifest);
std::optional<ManifestRow> find_manifest(Catalog& catalog, std::string_view name);
std::vector<ManifestRow> manifests(Catalog& catalog);

void put_source(Catalog& catalog, std::string_view manifest, const model::Source& source);
std::optional<model::Source> find_source(Catalog& catalog, std::string_view manifest, std::string_view source);
/// Sorted by id.
std::vector<model::Source> sources(Catalog& catalog, std::string_view manifest);
/// Throws InvalidInput if a clip uses it.
void remove_source(Catalog& catalog, std::string_view manifest, std::string_view source);
void put_licence(Catalog& catalog, std::string_view manifest, const model::Licence& licence);
/// The LicenseRef-… of a manifest, or empty.
std::optional<model::Licence> find_licence(Catalog& catalog, std::string_view manifest, std::string_view id);
std::vector<model::Licence> licences(Catalog& catalog, std::string_view manifest);
void remove_licence(Catalog& catalog, std::string_view manifest, std::string_view id);

using Pseudonym = std::pair<std::string, std::string>;  ///< (manifest, subject)
using SamePerson = std::pair<Pseudonym, Pseudonym>;     ///< the smaller first
/// Pairs of pseudonyms that a manifest gives to one person. Replaces the manifest's pairs. Adds subjects that no clip
/// has yet. Throws InvalidInput for a pair of equal names.
void put_same_as(Catalog& catalog, std::string_view said_by, const std::vector<SamePerson>& pairs);
/// The distinct pairs of all manifests, or of one; sorted.
std::vector<SamePerson> same_as(Catalog& catalog, std::optional<std::string_view> said_by = std::nullopt);

}  // namespace catalog
