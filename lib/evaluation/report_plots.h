#pragma once

#include <string>

#include "evaluation/report_input.h"

namespace evaluation {

/// Figures with pictures of a report: recalls with intervals, confusion, ROC, reliability. HTML.
std::string report_plots(const ReportInput& input);

}  // namespace evaluation
