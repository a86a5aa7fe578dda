#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace serve {

/// One line of JSON. Invalid UTF-8 becomes U+FFFD.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace serve
