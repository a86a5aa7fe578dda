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

/// Clips, and the objects that their frames are made from.
namespace catalog {

/// A clip and what the dataset knows about it.
struct ClipRow {
  model::Clip clip;                         ///< with all labels, including those that people decided on
  std::vector<model::Label> manifest_says;  ///< the manifest's labels only; sorted
  std::string manifest;
  base::Digest recipe;                 ///< of the wanted frames
  std::optional<base::Digest> object;  ///< what its frames are made from; empty: it has none yet

  /// The clip as the manifest has it.
  model::Clip entry() const;
};

/// Inserts or updates a clip, its subject and case, and its manifest's labels (decided labels stay). It gets the frames
/// of its recipe and known_object, if there are any. The clip may move here from another manifest. True if anything,
/// including its state, changed; the caller must then replace its Media findings.
bool put_clip(Catalog& catalog, std::string_view manifest, const model::Clip& clip, const model::Recipe& recipe);
/// The object that a clip will be made from, as far as the catalog knows: the manifest's digest, else what its path or
/// URL gave before, to this clip or, if they agree, to others of the manifest.
std::optional<base::Digest> known_object(Catalog& catalog, std::string_view manifest, const model::Clip& clip);
std::optional<ClipRow> find_clip(Catalog& catalog, std::string_view id);
/// The manifest that a clip is from.
std::optional<std::string> manifest_of(Catalog& catalog, std::string_view clip);
/// All clips, or those of one manifest, by id.
std::vector<ClipRow> clips(Catalog& catalog, std::optional<std::string_view> manifest = std::nullopt);

/// Labels on an axis where none is in effect: they contradict each other, and no one has decided.
struct UndecidedLabels {
  std::string clip;
  std::string axis;
  std::set<std::string> values;
};
/// Sorted by clip and axis.
std::vector<UndecidedLabels> undecided_labels(Catalog& catalog);

void put_object(Catalog& catalog, const base::Digest& digest, std::int64_t size_bytes);
/// Sets the object that a clip is made from.
void set_object(Catalog& catalog, std::string_view clip, const base::Digest& object);
struct ObjectRow {
  base::Digest digest;
  std::int64_t size_bytes = 0;
};
std::vector<ObjectRow> objects(Catalog& catalog);
/// Objects whose digest is in this range, ends included.
std::vector<ObjectRow> objects_between(Catalog& catalog, const base::Digest& first, const base::Digest& last);

std::optional<model::Recipe> find_recipe(Catalog& catalog, const base::Digest& digest);

}  // namespace catalog
