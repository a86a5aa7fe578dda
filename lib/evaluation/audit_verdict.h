#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// "The number may be believed with care."
std::string verdict_sentence(Belief belief);

/// Sets `belief` and `reasons` from all the rest. The rules, in the order of what they say, are in README.
void judge_probe(ProbeResult& result);

}  // namespace evaluation
