#pragma once

#include <filesystem>
#include <optional>

/// Where sonoset keeps what belongs to a user, not to a dataset (XDG Base Directory Specification).
namespace curate {

/// $XDG_CONFIG_HOME/sonoset or ~/.config/sonoset; nothing if neither XDG_CONFIG_HOME nor HOME is set. May not exist.
std::optional<std::filesystem::path> config_folder();
/// $XDG_STATE_HOME/sonoset or ~/.local/state/sonoset, the same way.
std::optional<std::filesystem::path> state_folder();
/// $XDG_CACHE_HOME/sonoset or ~/.cache/sonoset, the same way.
std::optional<std::filesystem::path> cache_folder();

}  // namespace curate
