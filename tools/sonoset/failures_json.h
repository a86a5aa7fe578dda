#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "model/finding.h"

/// Clips that failed, as `import --json` and `rebuild --json` list them: clip, code, message, next.
nlohmann::json failures_json(const std::vector<model::Finding>& failures);
