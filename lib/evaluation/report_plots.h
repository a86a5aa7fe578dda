#pragma once

#include <string>

#include "evaluation/report_input.h"

namespace evaluation {

/// The plots of a report as HTML: recall with intervals, confusion matrices, ROC curves, reliability.
std::string report_plots(const ReportInput& input);

}  // namespace evaluation
