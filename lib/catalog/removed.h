#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"

/// What is here and no longer asked for.
namespace catalog {

/// Takes a clip out of the catalog with what manifests, people and checks said of it. Its frame sets and what it was
/// made from stay until gc; removed_clips names it.
void remove_clip(Catalog& catalog, std::string_view id);

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

}  // namespace catalog
