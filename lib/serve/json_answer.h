#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// One line of JSON. Invalid UTF-8 becomes U+FFFD.
std::string text_of(const nlohmann::ordered_json& json);

/// 200 with JSON text and a tag by which clients ask again, or 304 if they have it.
Response json_answer(const Request& request, std::string body);

}  // namespace serve
