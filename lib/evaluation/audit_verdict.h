#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// "Treat the result with caution."
std::string verdict_sentence(Verdict verdict);

/// Sets `verdict` and `reasons` from the other members. tools/sonoset-baseline/README.md lists the rules.
void evaluate_audit(AuditResult& result);

}  // namespace evaluation
