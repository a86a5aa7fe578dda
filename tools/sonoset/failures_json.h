#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "model/finding.h"

/// Failed clips in the JSON of import and rebuild: clip, code, message, next.
nlohmann::json failures_json(const std::vector<model::Finding>& failures);
