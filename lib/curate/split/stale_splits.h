#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

struct Staleness {
  std::string why;           ///< empty: the split fits
  bool labels_only = false;  ///< clips and groups are unchanged; only its evenness may have changed
};

/// Why a split no longer fits: clips that were added or removed, or changed group or label, with a few names of each.
/// It is computed from the dataset as it is now, so a split fits again once a change is undone. `values` are the labels
/// that it was balanced by (catalog::split_values); clips without one are not compared. For a split that was read from
/// a file only removed clips count, because groups and balance are the file's. Clips that are in no fold because they
/// are linked to the test set, or held out, do not count as added.
Staleness staleness_of(const model::Split& split, const std::map<std::string, std::string>& values,
                       const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links);

/// Only the text.
std::string why_stale(const model::Split& split, const std::map<std::string, std::string>& values,
                      const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links);

/// Updates which splits are stale, and why. Writes only what changed.
void mark_stale_splits(catalog::Catalog& catalog);

/// (name, why) of the stale splits.
std::vector<std::pair<std::string, std::string>> stale_splits(catalog::Catalog& catalog);

}  // namespace curate
