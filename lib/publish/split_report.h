#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/balance_figures.h"
#include "curate/split/folds.h"
#include "curate/split/leaks.h"
#include "curate/split/split_dataset.h"
#include "model/split.h"

namespace publish {

/// What is in one fold, or in all.
struct FoldCounts {
  std::int64_t clips = 0;  ///< under SplitBy::Frame a clip counts in each fold that has one of its frames
  std::int64_t frames = 0;
  std::int64_t subjects = 0;  ///< known subjects
  std::int64_t groups = 0;
  std::map<std::string, std::int64_t> clips_of_label;  ///< key "": clips without a label
};

/// What `split` prints at its end.
struct SplitReport {
  model::SplitParameters parameters;
  std::string digest;
  std::vector<FoldCounts> folds;
  FoldCounts all;
  std::vector<model::Group> merged;  ///< groups of several clips, those with the weakest link first
  curate::Leaks leaks;
  std::vector<std::string> warnings;
  std::optional<curate::Continuation> continuation;  ///< for `split --keep`
  std::vector<curate::BalanceFigure> balance;        ///< of a split that was just made
  std::vector<std::string> kept_from_test;           ///< see curate::MadeSplit
};

/// `units` are those that the split was made from, with labels of its first axis; `pictures` is called under
/// SplitBy::Frame only.
SplitReport report_split(const model::Split& split, const std::vector<catalog::ClipSummary>& units,
                         const curate::Leaks& leaks, const std::vector<std::string>& warnings,
                         const curate::Pictures& pictures = {});

/// Of a split that was just made; `catalog` has its frames.
SplitReport report_split(const curate::KeptSplit& kept, catalog::Catalog& catalog);

/// Folds by label, clips, frames, subjects and groups; the groups with the weakest links; leaks; warnings. `width`:
/// where the table is wider, its labels are rows of a table of their own, and sentences are wrapped; 0: never.
std::string to_text(const SplitReport& report, int width = 0);
/// {"name", "by", "seed", "axis", "digest", "folds": [{"fold", "clips", "frames", "subjects", "groups", "labels"}],
/// "all", "merged": [{"clips", "fold", "link", "key"}], "leaks", "warnings", "kept": null or {"clips", "placed",
/// "moved", "chi_square", "chi_square_from_scratch", "furthest": {"label", "fold", "clips", "share"}}, "axes", "test",
/// "held_out", "kept_from_test", "balance": [{"what", "weight", "largest", "mean", "value", "fold", "test"}]}, without
/// a line feed at the end.
std::string to_json(const SplitReport& report);

/// The counts of leaks as a JSON object.
std::string to_json(const curate::Leaks& leaks);

}  // namespace publish
