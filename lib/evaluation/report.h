#pragma once

#include <string>

#include "evaluation/report_input.h"

namespace evaluation {

/// One page that needs nothing from elsewhere: no script, no font, no network; says so in its Content-Security-Policy.
/// Deterministic.
std::string report_html(const ReportInput& input);

}  // namespace evaluation
