#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "model/frame.h"

namespace model {

/// What a container claims and what was seen, as workers send it and people are shown it; keys are the members' names,
/// fractions text.
nlohmann::ordered_json header_json(const HeaderMetadata& header);
nlohmann::ordered_json content_json(const ContentMetadata& content);

/// A finding for programs: code, severity, message, and what to do next.
nlohmann::ordered_json finding_json(std::string_view code, std::string_view message);

}  // namespace model
