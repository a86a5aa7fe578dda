#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "model/json_text.h"
#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// Reads the JSON object that a request has as its body into `object`. Returns a refusal for another Content-Type (415)
/// and for what is not JSON, beyond the limits or not an object (400). The action limits the body's size.
std::optional<Response> read_json(const Request& request, const model::JsonLimits& limits, nlohmann::json& object);

}  // namespace serve
