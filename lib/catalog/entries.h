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
  model::Clip clip;                         ///< with all its labels, also those that people decided on
  std::vector<model::Label> manifest_says;  ///< of these, the manifest's; sorted
  std::string manifest;
  base::Digest recipe;                 ///< of the frames that are wanted
  std::optional<base::Digest> object;  ///< what its frames are made from; none: it has none yet

  /// What the manifest says of it.
  model::Clip entry() const;
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

/// Inserts or updates a clip, its subject and case, and its manifest's labels (those that people decided on stay). Its
/// frames are those that its recipe and known_object have, if there are any. True where anything changed, its state
/// included: the findings that its media gave are then the caller's to replace. It may come from another manifest.
bool put_clip(Catalog& catalog, std::string_view manifest, const model::Clip& clip, const model::Recipe& recipe);
/// The object that a clip will be made from, as far as one can know without looking: the digest that its manifest
/// names, else what its address gave before, to this clip or to all others of the manifest alike.
std::optional<base::Digest> known_object(Catalog& catalog, std::string_view manifest, const model::Clip& clip);
/// Takes a clip out of the catalog with what manifests, people and checks said of it. Its frame sets and what it was
/// made from stay until gc; removed_clips names it.
void remove_clip(Catalog& catalog, std::string_view id);
std::optional<ClipRow> find_clip(Catalog& catalog, std::string_view id);
/// All clips, by id; of one manifest where it is named.
std::vector<ClipRow> clips(Catalog& catalog, std::optional<std::string_view> manifest = std::nullopt);

/// Subjects and cases that nothing names any more go.
void remove_unnamed(Catalog& catalog);

struct RemovedClip {
  std::string clip;
  std::string manifest;
  std::int64_t frames = 0;  ///< that are still here
};
/// By clip: removed, not put again, and not collected yet.
std::vector<RemovedClip> removed_clips(Catalog& catalog);
/// What is remembered of clips that are gone and of addresses that clips no longer have; then recipes and objects that
/// nothing refers to. For gc, after it removed frame sets.
void forget_unused(Catalog& catalog);
/// Objects that no clip is made from, names, or was given by the address that it has.
std::vector<base::Digest> unused_objects(Catalog& catalog);

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
