#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// "The number may be believed with care."
std::string verdict_sentence(Verdict verdict);

/// Sets `verdict` and `reasons` from all the rest. The rules, in the order of what they say, are in README.
void evaluate_audit(AuditResult& result);

}  // namespace evaluation
