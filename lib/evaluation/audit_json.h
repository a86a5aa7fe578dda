#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// audit.json; README has the keys.
std::string audit_json(const AuditResult& result);

}  // namespace evaluation
