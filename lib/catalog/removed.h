#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"

/// Rows that nothing uses any more.
namespace catalog {

/// Removes a clip from the catalog, with its labels, findings and links. Its frame sets and object stay until gc;
/// removed_clips lists it.
void remove_clip(Catalog& catalog, std::string_view id);

/// Removes subjects and cases that nothing names any more.
void remove_unnamed(Catalog& catalog);

struct RemovedClip {
  std::string clip;
  std::string manifest;
  std::int64_t frames = 0;  ///< still in the dataset
};
/// Clips that were removed, not added again and not yet collected by gc; sorted by clip.
std::vector<RemovedClip> removed_clips(Catalog& catalog);
/// Removes what is remembered of removed clips and of paths and URLs that clips no longer have, then unused recipes and
/// the unused objects that are not in `needed`. For gc, after it removed frame sets.
void forget_unused(Catalog& catalog, const std::set<base::Digest>& needed = {});
/// Objects that no clip is made from, that no manifest names, and that no clip's current path or URL gave.
std::vector<base::Digest> unused_objects(Catalog& catalog);

}  // namespace catalog
