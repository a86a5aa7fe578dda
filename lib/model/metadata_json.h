#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "model/frame.h"

namespace model {

/// Header and content metadata as JSON, for workers' messages and output. Keys are the names of the members; fractions
/// are text.
nlohmann::ordered_json header_json(const HeaderMetadata& header);
nlohmann::ordered_json content_json(const ContentMetadata& content);

/// A finding as JSON: code, severity, message, next step.
nlohmann::ordered_json finding_json(std::string_view code, std::string_view message);

}  // namespace model
