#pragma once

#include <exception>
#include <string_view>

#include "base/error.h"
#include "serve/http/response.h"

namespace serve {

/// The standard phrase of a status: "Not Found".
std::string_view reason_of(int status);

/// An error for programs and people: application/problem+json (RFC 9457). `detail` says what is wrong and what to do.
Response problem(int status, std::string_view detail = {});

/// The same, after which the connection is closed: what follows on it cannot be trusted.
Response closing_problem(int status, std::string_view detail);

/// For an exception of an action: 404 and 400 with its message for NotFound and InvalidInput; otherwise 500 without it,
/// since it may name what the client need not know.
Response problem_of(const std::exception& error);

}  // namespace serve
