#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/confident_learning.h"
#include "evaluation/metrics.h"
#include "evaluation/predictions.h"
#include "evaluation/reference_results.h"
#include "evaluation/worst_errors.h"

namespace evaluation {

/// A line of a table: name and value, both plain text.
struct Fact {
  std::string name;
  std::string value;
};

struct ErrorPicture {
  WorstError error;
  std::vector<std::uint8_t> picture;  ///< PNG or JPEG; of anything else, or nothing, only the words are shown
};

/// What a report and a model card are made of. All texts are plain, and may be a stranger's.
struct ReportInput {
  std::string title;
  Predictions predictions;
  Metrics metrics;                        ///< of these predictions
  std::vector<Fact> model;                ///< configuration, weights and their digest, versions
  std::vector<Fact> data;                 ///< dataset digest, recipe, what was left out
  std::vector<Fact> protocol;             ///< split, what it groups by, its certificate's words, seeds
  std::int64_t test_set_evaluations = 0;  ///< how often the outer folds have been opened: lines of evaluations.jsonl
  std::vector<std::string> warnings;      ///< leaks, a stale split: shown first
  std::vector<std::string> limitations;   ///< beside those that follow from the numbers
  std::optional<ReferenceResults> reference_results = {};
  std::vector<ErrorPicture> errors = {};
  std::vector<LabelIssue> label_issues = {};  ///< shown where flagged
};

}  // namespace evaluation
