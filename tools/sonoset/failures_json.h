#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "model/finding.h"

/// Failed clips in the JSON of import and rebuild: clip, code, message, next.
nlohmann::json failures_json(const std::vector<model::Finding>& failures);

/// Lines of decisions.jsonl that were not applied: code, message, next.
nlohmann::json decisions_json(const std::vector<model::Finding>& wrong);
/// The same as text.
void print_decisions(const std::vector<model::Finding>& wrong);
