#include "serve/people/roles.h"

namespace serve {

std::string_view role_text(Role role) {
  switch (role) {
    case Role::Contributor:
      return "contributor";
    case Role::Curator:
      return "curator";
    case Role::Admin:
      return "admin";
    case Role::Visitor:
      break;
  }
  return "visitor";
}

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::Contributor, Role::Curator, Role::Admin}) {
    if (text == role_text(role)) return role;
  }
  return std::nullopt;
}

}  // namespace serve
