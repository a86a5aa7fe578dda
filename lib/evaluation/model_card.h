#pragma once

#include <string>

#include "evaluation/report_input.h"

namespace evaluation {

/// A model card in Markdown with the headings of Mitchell et al., "Model cards for model reporting" (2019). All texts
/// are escaped: none can become a heading, a link or markup. Deterministic.
std::string model_card(const ReportInput& input);

}  // namespace evaluation
