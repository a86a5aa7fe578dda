#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/clip.h"
#include "model/recipe.h"

/// Clips and the objects that they are made from.
namespace catalog {

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

/// Inserts or updates a clip, its subject and case, and its manifest's labels (those that people decided on stay). Its
/// frames are those that its recipe and known_object have, if there are any. True where anything changed, its state
/// included: the findings that its media gave are then the caller's to replace. It may come from another manifest.
bool put_clip(Catalog& catalog, std::string_view manifest, const model::Clip& clip, const model::Recipe& recipe);
/// The object that a clip will be made from, as far as one can know without looking: the digest that its manifest
/// names, else what its address gave before, to this clip or to all others of the manifest alike.
std::optional<base::Digest> known_object(Catalog& catalog, std::string_view manifest, const model::Clip& clip);
std::optional<ClipRow> find_clip(Catalog& catalog, std::string_view id);
/// All clips, by id; of one manifest where it is named.
std::vector<ClipRow> clips(Catalog& catalog, std::optional<std::string_view> manifest = std::nullopt);

/// Labels on one axis of which none is in effect: two say different things, and nobody has decided.
struct UndecidedLabels {
  std::string clip;
  std::string axis;
  std::set<std::string> values;
};
/// By clip and axis.
std::vector<UndecidedLabels> undecided_labels(Catalog& catalog);

void put_object(Catalog& catalog, const base::Digest& digest, std::int64_t size_bytes);
/// Says which object a clip is made from.
void set_object(Catalog& catalog, std::string_view clip, const base::Digest& object);
struct ObjectRow {
  base::Digest digest;
  std::int64_t size_bytes = 0;
};
std::vector<ObjectRow> objects(Catalog& catalog);
/// Those whose digest is one of these two or between them.
std::vector<ObjectRow> objects_between(Catalog& catalog, const base::Digest& first, const base::Digest& last);

std::optional<model::Recipe> find_recipe(Catalog& catalog, const base::Digest& digest);

}  // namespace catalog
