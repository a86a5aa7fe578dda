#include "model/clip.h"

#include <filesystem>

namespace model {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::Manifest:
      return "manifest";
    case Role::Annotator:
      return "annotator";
    case Role::Curator:
      return "curator";
  }
  return "manifest";
}

std::optional<Role> role_from(std::string_view text) {
  for (const Role role : {Role::Manifest, Role::Annotator, Role::Curator}) {
    if (to_string(role) == text) return role;
  }
  return std::nullopt;
}

std::string file_name_of(const Clip& clip) {
  const std::filesystem::path path = clip.path.empty() ? clip.url.substr(0, clip.url.find_first_of("?#")) : clip.path;
  return path.filename();
}

}  // namespace model
