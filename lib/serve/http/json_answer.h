#pragma once

#include <string>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// 200 with JSON text and a tag by which clients ask again, or 304 if they have it.
Response json_answer(const Request& request, std::string body);

}  // namespace serve
