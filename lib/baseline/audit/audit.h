#pragma once

#include <filesystem>

#include "baseline/train/run_options.h"
#include "curate/dataset.h"
#include "evaluation/audit_result.h"

namespace baseline {

struct AuditOptions : RunOptions {
  int permutations = 200;  ///< at least 20: fewer cannot give p < 0.05
};

struct AuditSummary {
  std::filesystem::path folder;  ///< below the dataset's baseline/
  evaluation::AuditResult result;
  std::int64_t test_set_evaluations = 0;  ///< lines of evaluations.jsonl
};

/// Checks whether a result on this split can be trusted: looks for explanations other than the tissue, such as chance,
/// metadata, the picture's border, or leaks. The model has no settings to choose: a logistic regression on
/// MobileNetV2's features, or without a network on simple pixel features.
///
/// Writes audit.json and audit.html to baseline/audit-SPLIT-DIGEST/ in the dataset, deterministically. The first audit
/// adds a line to evaluations.jsonl for each fold of each grouping. Throws Stopped, and InvalidInput as `train`.
AuditSummary audit(curate::Dataset& dataset, const AuditOptions& options, const TrainWatch& watch);

}  // namespace baseline
