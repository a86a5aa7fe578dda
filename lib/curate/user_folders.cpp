#include "curate/user_folders.h"

#include <cstdlib>

namespace curate {
namespace fs = std::filesystem;
namespace {

std::optional<fs::path> folder_in(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || !fs::path(value).is_absolute()) return std::nullopt;
  return value;
}

std::optional<fs::path> user_folder(const char* variable, const char* below_home) {
  if (const auto folder = folder_in(variable)) return *folder / "sonoset";
  const auto home = folder_in("HOME");
  if (!home) return std::nullopt;
  return *home / below_home / "sonoset";
}

}  // namespace

std::optional<fs::path> config_folder() { return user_folder("XDG_CONFIG_HOME", ".config"); }
std::optional<fs::path> cache_folder() { return user_folder("XDG_CACHE_HOME", ".cache"); }
std::optional<fs::path> state_folder() { return user_folder("XDG_STATE_HOME", ".local/state"); }

}  // namespace curate
