#pragma once

#include <string>

#include "evaluation/report_input.h"
#include "html/html.h"

namespace evaluation {

/// Tables of a report and of a model card.
html::Table class_table(const Metrics& metrics, Level level);
/// The ways to decide a clip, and the frames.
html::Table level_table(const Metrics& metrics);
html::Table repeat_table(const Metrics& metrics);
html::Table fold_table(const Metrics& metrics);
html::Table published_table(const Published& published, const Metrics& metrics);
html::Table doubt_table(const std::vector<LabelDoubt>& doubts, const std::vector<std::string>& classes);
/// What was tested, in one sentence.
std::string extent(const Metrics& metrics);

}  // namespace evaluation
