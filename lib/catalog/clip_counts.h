#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/list.h"

namespace catalog {

/// Clips that have the same values.
struct ClipCount {
  std::vector<std::string> values;  ///< empty texts: none
  std::int64_t clips = 0;
  std::int64_t frames = 0;
};

/// How many clips of a listing have which values in these columns of text; sorted by values. Reads the whole listing
/// once. Throws as `list` does.
std::vector<ClipCount> count_clips(Catalog& catalog, const Listing& listing, const std::vector<std::string>& columns);
/// The same for the codes of open findings.
std::vector<ClipCount> count_clips_by_finding(Catalog& catalog, const Listing& listing);
/// The same for the folds of a split, by number.
std::vector<ClipCount> count_clips_by_fold(Catalog& catalog, const Listing& listing, const std::string& split);

}  // namespace catalog
