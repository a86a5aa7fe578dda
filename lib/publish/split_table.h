#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "model/split.h"

namespace publish {

/// The clips of a split as CSV, for training and for `split --from`: a row for each of `units` that is in it, by clip.
/// Columns have the names and values of exports: clip, frames, fold, split (the fold's name, if folds have names),
/// group, label, subject, case, source, manifest, licence, attribution, probe. Throws Unsupported for a split by frame,
/// in which clips have no fold.
void write_split_table(catalog::Catalog& catalog, const model::Split& split,
                       const std::vector<catalog::ClipSummary>& units,
                       const std::function<void(std::string_view)>& write);

}  // namespace publish
