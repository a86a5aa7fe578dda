#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// A strong entity tag of 16 bytes of a SHA-256, in quotes, for content that has this digest or text.
std::string etag_of(std::string_view content);

/// Evaluates If-Match, then If-None-Match, against the strong tag of what there is now (RFC 9110, section 13.2.2): 412,
/// or 304 for GET and HEAD; nothing where the request is to be carried out. `etag` is empty where there is nothing yet.
/// Lists that cannot be parsed match nothing.
std::optional<Response> check_conditions(const Request& request, std::string_view etag);

}  // namespace serve
