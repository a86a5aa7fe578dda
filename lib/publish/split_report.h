#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/folds.h"
#include "curate/split/leaks.h"
#include "curate/split/split_dataset.h"
#include "model/split.h"

namespace publish {

/// What stands in one fold, or in all.
struct FoldCounts {
  std::int64_t clips = 0;  ///< under SplitBy::Frame a clip counts in each fold that has a frame of it
  std::int64_t frames = 0;
  std::int64_t subjects = 0;  ///< that are known
  std::int64_t groups = 0;
  std::map<std::string, std::int64_t> clips_of_label;  ///< empty label: none
};

/// What people are shown at the end of `split`.
struct SplitReport {
  model::SplitParameters parameters;
  std::string digest;
  std::vector<FoldCounts> folds;
  FoldCounts all;
  std::vector<model::Group> merged;  ///< groups of several clips, the most loosely held first
  curate::Leaks leaks;
  std::vector<std::string> warnings;
  std::optional<curate::Continuation> continuation;  ///< where old groups stayed
};

/// `units` and `leaks` as the split was made from and checked with; `pictures` is asked under SplitBy::Frame only.
SplitReport report_split(const model::Split& split, const std::vector<catalog::ClipSummary>& units,
                         const curate::Leaks& leaks, const std::vector<std::string>& warnings,
                         const curate::Pictures& pictures = {});

/// Of a split that was just made; `catalog` says what is in its frames.
SplitReport report_split(const curate::KeptSplit& kept, catalog::Catalog& catalog);

/// Folds by label, clips, frames, subjects and groups; the loosest merged groups; leaks; warnings. `width`: where the
/// table is wider, its labels are rows of a table of their own, and sentences are wrapped; 0: never.
std::string to_text(const SplitReport& report, int width = 0);
/// {"name", "by", "seed", "axis", "digest", "folds": [{"fold", "clips", "frames", "subjects", "groups", "labels"}],
/// "all", "merged": [{"clips", "fold", "link", "key"}], "leaks", "warnings", "kept": null or {"clips", "placed",
/// "moved", "chi_square", "chi_square_from_scratch", "furthest": {"label", "fold", "clips", "share"}}}, without a line
/// feed at the end.
std::string to_json(const SplitReport& report);

/// The counts of leaks as a JSON object.
std::string to_json(const curate::Leaks& leaks);

}  // namespace publish
