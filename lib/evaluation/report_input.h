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

/// A row of a table: name and value, both plain text.
struct Fact {
  std::string name;
  std::string value;
};

struct ErrorPicture {
  WorstError error;
  std::vector<std::uint8_t> picture;  ///< PNG or JPEG; otherwise only the caption is shown
};

/// The content of a report and a model card. All texts are plain and untrusted.
struct ReportInput {
  std::string title;
  Predictions predictions;
  Metrics metrics;                        ///< of these predictions
  std::vector<Fact> model;                ///< configuration, weights and their digest, versions
  std::vector<Fact> data;                 ///< dataset digest, axis, classes, filters
  std::vector<Fact> protocol;             ///< split, its grouping, repeats, selection
  std::int64_t test_set_evaluations = 0;  ///< lines of evaluations.jsonl
  std::vector<std::string> warnings;      ///< leaks; shown first
  std::vector<std::string> limitations;   ///< besides those that follow from the metrics
  std::optional<ReferenceResults> reference_results = {};
  std::vector<ErrorPicture> errors = {};
  std::vector<LabelIssue> label_issues = {};  ///< only flagged ones are shown
};

}  // namespace evaluation
