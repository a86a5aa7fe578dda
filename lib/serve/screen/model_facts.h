#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "curate/dataset.h"

namespace serve {

/// The name of the run of `sonoset baseline train` that finished last; nothing if there is none.
std::optional<std::string> newest_run(const curate::Dataset& dataset);

/// What is known of a run's model: its name, when it finished, classes, and figures of its evaluation. Keys whose file
/// is missing or damaged are left out.
nlohmann::ordered_json model_facts(const curate::Dataset& dataset, const std::string& run);

}  // namespace serve
