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
  bool labels_only = false;  ///< its clips and groups are what they were: only how even it is may have changed
};

/// Why a split no longer fits: which clips came or went, changed group or label, a few of each by name. It is made of
/// what the dataset is now, so a split fits again where what happened is undone. `values` are the labels that it was
/// balanced by (catalog::split_values); what is not in it is not compared. Of a split that came from a file only clips
/// that went are missed: others are not in it, and nobody here grouped or balanced it.
Staleness staleness_of(const model::Split& split, const std::map<std::string, std::string>& values,
                       const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links);

/// The same in words alone.
std::string why_stale(const model::Split& split, const std::map<std::string, std::string>& values,
                      const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links);

/// Works out anew which splits are stale, and why. Writes only what changed.
void mark_stale_splits(catalog::Catalog& catalog);

/// (name, why) of those that are.
std::vector<std::pair<std::string, std::string>> stale_splits(catalog::Catalog& catalog);

}  // namespace curate
