#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/clip.h"
#include "model/recipe.h"

/// What manifests said: manifests, sources, licences, subjects, clips. Nothing here decides anything.
namespace catalog {

struct ManifestRow {
  std::string name;
  std::string title;
  std::string taxonomy;
  base::Digest digest;  ///< of the file's bytes
  bool operator==(const ManifestRow&) const = default;
};

/// A clip with what the dataset knows of it.
struct ClipRow {
  model::Clip clip;  ///< with all its labels, also annotators' and curators'
  std::string manifest;
  base::Digest recipe;                 ///< of the frames that are wanted
  std::optional<base::Digest> object;  ///< none: not here yet
};

/// Inserts or, under the same name, replaces.
void put_manifest(Catalog& catalog, const ManifestRow& manifest);
std::optional<ManifestRow> find_manifest(Catalog& catalog, std::string_view name);
std::vector<ManifestRow> manifests(Catalog& catalog);

void put_source(Catalog& catalog, std::string_view manifest, const model::Source& source);
std::optional<model::Source> find_source(Catalog& catalog, std::string_view manifest, std::string_view source);
void put_licence(Catalog& catalog, std::string_view manifest, const model::Licence& licence);
/// The LicenseRef-… of a manifest, or nothing.
std::optional<model::Licence> find_licence(Catalog& catalog, std::string_view manifest, std::string_view id);
/// One person under two pseudonyms; each side is (manifest, subject). Subjects that no clip has named yet are made.
void put_same_as(Catalog& catalog, const std::pair<std::string, std::string>& first,
                 const std::pair<std::string, std::string>& second);
std::vector<std::pair<std::pair<std::string, std::string>, std::pair<std::string, std::string>>> same_as(
    Catalog& catalog);

/// Inserts or updates a clip, its subject and case, and its manifest labels (labels of other roles stay). Keeps
/// `object` where the clip has one with the digest that the manifest names, or the manifest names none. Throws
/// InvalidInput where the id belongs to a clip of another manifest.
void put_clip(Catalog& catalog, std::string_view manifest, const model::Clip& clip, const model::Recipe& recipe);
std::optional<ClipRow> find_clip(Catalog& catalog, std::string_view id);
/// All clips, by id; of one manifest where it is named.
std::vector<ClipRow> clips(Catalog& catalog, std::optional<std::string_view> manifest = std::nullopt);

void put_object(Catalog& catalog, const base::Digest& digest, std::int64_t size_bytes);
/// Says which object a clip is made from.
void set_object(Catalog& catalog, std::string_view clip, const base::Digest& object);
struct ObjectRow {
  base::Digest digest;
  std::int64_t size_bytes = 0;
};
std::vector<ObjectRow> objects(Catalog& catalog);

std::optional<model::Recipe> find_recipe(Catalog& catalog, const base::Digest& digest);

}  // namespace catalog
