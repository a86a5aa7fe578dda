#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// One page that needs nothing from elsewhere, as report_html.
std::string audit_html(const AuditResult& result);

}  // namespace evaluation
