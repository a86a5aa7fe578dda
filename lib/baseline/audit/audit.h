#pragma once

#include <filesystem>

#include "baseline/train/run_options.h"
#include "curate/dataset.h"
#include "evaluation/audit_result.h"

namespace baseline {

struct AuditOptions : RunOptions {
  int permutations = 200;  ///< 20 or more: fewer cannot give p < 0.05
};

struct AuditSummary {
  std::filesystem::path folder;  ///< below the dataset's baseline/
  evaluation::AuditResult result;
  std::int64_t test_set_evaluations = 0;  ///< lines of evaluations.jsonl
};

/// May a number on this split be believed? Looks for what explains it other than tissue: chance, metadata, the
/// picture's border, folds that leak. The model is one that needs no choice: a logistic regression on MobileNetV2's
/// features, or, without a network, on plain features of the pixels.
///
/// Writes audit.json and audit.html to baseline/audit-SPLIT-DIGEST/ in the dataset. The same dataset and options give
/// the same. Each outer fold is a line of evaluations.jsonl, for each grouping, the first time. Throws Stopped,
/// InvalidInput as `train`.
AuditSummary audit(curate::Dataset& dataset, const AuditOptions& options, const TrainWatch& watch);

}  // namespace baseline
