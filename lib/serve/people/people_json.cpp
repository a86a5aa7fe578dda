#include "serve/people/people_json.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <optional>

#include "serve/people/roles.h"

namespace serve {

std::string time_text(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

Role role_in(const Fields& fields, const char* name) {
  const std::optional<Role> role = parse_role(fields.text(name));
  if (!role) refuse_field(fmt::format("'{}' must be contributor, curator or admin", name));
  return *role;
}

}  // namespace serve
