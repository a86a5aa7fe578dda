#include "model/clip.h"

#include <filesystem>

#include "base/url.h"

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

std::string file_name(const Clip& clip) {
  return std::filesystem::path(clip.path.empty() ? base::without_query(clip.url) : clip.path).filename();
}

}  // namespace model
