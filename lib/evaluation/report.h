#pragma once

#include <string>

#include "evaluation/report_input.h"

namespace evaluation {

/// report.html: one self-contained page without scripts, fonts or network access, enforced by its
/// Content-Security-Policy. Deterministic.
std::string report_html(const ReportInput& input);

}  // namespace evaluation
