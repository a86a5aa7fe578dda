#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "curate/dataset.h"

/// The object with this digest, or with these first digits of it (eight or more), and the clips that use it. Nothing
/// where there is none. Throws InvalidInput where several begin so.
std::optional<nlohmann::ordered_json> show_object(curate::Dataset& dataset, const std::string& digits);

/// The subjects, cases and sources of this name, in whatever manifest, with their clips. Nothing where there is none.
std::optional<nlohmann::ordered_json> show_named(curate::Dataset& dataset, const std::string& name);
