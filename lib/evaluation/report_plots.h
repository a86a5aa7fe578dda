#pragma once

#include <string>

#include "baseline/report.h"

namespace baseline {

/// Figures with pictures of a report: recalls with intervals, confusion, ROC, reliability. HTML.
std::string report_plots(const ReportInput& input);

}  // namespace baseline
