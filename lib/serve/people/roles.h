#pragma once

#include <optional>
#include <string_view>

#include "serve/http/person.h"

namespace serve {

/// "visitor", "contributor", "curator", "admin".
std::string_view role_text(Role role);
/// The role of an account: nothing for other text, and for "visitor".
std::optional<Role> parse_role(std::string_view text);

}  // namespace serve
