#pragma once

#include <string>

#include "evaluation/report_input.h"
#include "html/html.h"

namespace evaluation {

/// Tables of a report and of a model card.
html::Table class_table(const Metrics& metrics, Level level);
/// One row per level.
html::Table level_table(const Metrics& metrics);
html::Table repeat_table(const Metrics& metrics);
html::Table fold_table(const Metrics& metrics);
html::Table reference_table(const ReferenceResults& reference_results, const Metrics& metrics);
html::Table label_issue_table(const std::vector<LabelIssue>& label_issues, const std::vector<std::string>& classes);
/// What was tested, as a sentence.
std::string extent(const Metrics& metrics);

}  // namespace evaluation
