#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/clip.h"

/// What manifests said beside their clips: sources, licences, who is the same person. Nothing here decides anything.
namespace catalog {

struct ManifestRow {
  std::string name;
  std::string title;
  std::string taxonomy;
  base::Digest digest;  ///< of the file's bytes
  bool operator==(const ManifestRow&) const = default;
};

/// Inserts or, under the same name, replaces.
void put_manifest(Catalog& catalog, const ManifestRow& manifest);
std::optional<ManifestRow> find_manifest(Catalog& catalog, std::string_view name);
std::vector<ManifestRow> manifests(Catalog& catalog);

void put_source(Catalog& catalog, std::string_view manifest, const model::Source& source);
std::optional<model::Source> find_source(Catalog& catalog, std::string_view manifest, std::string_view source);
/// By id.
std::vector<model::Source> sources(Catalog& catalog, std::string_view manifest);
/// Throws InvalidInput where a clip has it.
void remove_source(Catalog& catalog, std::string_view manifest, std::string_view source);
void put_licence(Catalog& catalog, std::string_view manifest, const model::Licence& licence);
/// The LicenseRef-… of a manifest, or nothing.
std::optional<model::Licence> find_licence(Catalog& catalog, std::string_view manifest, std::string_view id);
std::vector<model::Licence> licences(Catalog& catalog, std::string_view manifest);
void remove_licence(Catalog& catalog, std::string_view manifest, std::string_view id);

using Pseudonym = std::pair<std::string, std::string>;  ///< (manifest, subject)
using SamePerson = std::pair<Pseudonym, Pseudonym>;     ///< the smaller first
/// One person under two pseudonyms, as a manifest says. Replaces what it said before. Subjects that no clip has named
/// yet are made. Throws InvalidInput for a pair of one.
void put_same_as(Catalog& catalog, std::string_view said_by, const std::vector<SamePerson>& pairs);
/// Sorted, each once: of all manifests, or what one says.
std::vector<SamePerson> same_as(Catalog& catalog, std::optional<std::string_view> said_by = std::nullopt);

}  // namespace catalog
