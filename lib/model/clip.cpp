#include "model/clip.h"

#include <filesystem>

#include "base/names.h"
#include "base/url.h"

namespace model {
namespace {

constexpr auto kRoleNames =
    base::names<Role>({{Role::Manifest, "manifest"}, {Role::Annotator, "annotator"}, {Role::Curator, "curator"}});

}  // namespace

std::string_view to_string(Role role) { return base::name_of(kRoleNames, role); }

std::optional<Role> role_from(std::string_view text) { return base::value_of(kRoleNames, text); }

std::string file_name(const Clip& clip) {
  return std::filesystem::path(clip.path.empty() ? base::without_query(clip.url) : clip.path).filename();
}

}  // namespace model
