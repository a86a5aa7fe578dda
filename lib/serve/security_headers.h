#pragma once

#include "serve/http/response.h"

namespace serve {

/// Adds to a response what browsers need to know to keep other sites, and text that looks like markup, from doing harm.
/// Responses that say nothing else are not stored.
void add_security_headers(Response& response);

}  // namespace serve
