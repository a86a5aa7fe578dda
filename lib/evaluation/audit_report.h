#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// audit.html: one self-contained page, like report_html.
std::string audit_html(const AuditResult& result);

}  // namespace evaluation
