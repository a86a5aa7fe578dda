#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// audit.json; tools/sonoset-baseline/README.md lists the keys.
std::string audit_json(const AuditResult& result);

}  // namespace evaluation
