#pragma once

#include <string>

#include "evaluation/audit_result.h"

namespace evaluation {

/// probe.json; README has the keys.
std::string probe_json(const ProbeResult& result);

}  // namespace evaluation
