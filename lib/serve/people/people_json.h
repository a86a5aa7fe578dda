#pragma once

#include <cstdint>
#include <string>

#include "serve/http/fields.h"
#include "serve/http/person.h"

namespace serve {

/// "2026-11-27T17:00:00Z" of seconds since 1970.
std::string time_text(std::int64_t seconds);

/// The role that a field names. Throws InvalidInput.
Role role_in(const Fields& fields, const char* name);

}  // namespace serve
