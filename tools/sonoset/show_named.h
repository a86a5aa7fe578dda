#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "curate/dataset.h"

/// The object with this digest, or whose digest starts with these digits (eight or more), and the clips that use it.
/// Nothing if there is none. Throws InvalidInput if several match.
std::optional<nlohmann::ordered_json> show_object(curate::Dataset& dataset, const std::string& digits);

/// The subjects, cases and sources with this name, in any manifest, with their clips. Nothing if there is none.
std::optional<nlohmann::ordered_json> show_named(curate::Dataset& dataset, const std::string& name);
