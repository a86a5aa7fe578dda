#pragma once

#include <string_view>

#include "serve/http/router.h"

namespace serve {

/// The description of the API, OpenAPI 3.1: lib/serve/api/openapi.json.
std::string_view api_document();

/// GET /api/v1/openapi.json.
void add_document_route(Router& router);

}  // namespace serve
