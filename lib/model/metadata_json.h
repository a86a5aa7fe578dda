#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "model/frame.h"

namespace model {

/// What a container claims and what was seen, as workers send it and people are shown it; keys are the members' names,
/// fractions text.
nlohmann::ordered_json claimed_json(const Claimed& claimed);
nlohmann::ordered_json seen_json(const Seen& seen);

/// A finding for programs: code, severity, message, and what to do next.
nlohmann::ordered_json finding_json(std::string_view code, std::string_view message);

}  // namespace model
