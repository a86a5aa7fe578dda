#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "curate/import/clip_fetcher.h"
#include "manifest/weights_registry.h"

namespace baseline {

/// The registry manifests/weights.yaml, compiled in; or that of a file. Throws NotFound, Denied, Io, and InvalidInput
/// with all problems and their lines.
manifest::WeightsRegistry built_in_weights();
manifest::WeightsRegistry read_weights_registry(const std::filesystem::path& file);

/// The folder of weights: $SONOSET_WEIGHTS, else $XDG_CACHE_HOME/sonoset/weights, else ~/.cache/sonoset/weights. Throws
/// InvalidInput if none of these variables is set.
std::filesystem::path default_weights_folder();

/// The path of an entry's file in the folder; it need not exist.
std::filesystem::path weights_file(const manifest::WeightsEntry& entry, const std::filesystem::path& folder);

/// The path of the checked file of weights `name`. Throws NotFound with the command that fetches it, Corrupt if its
/// digest is not the registry's, InvalidInput with the known names if `name` is not in `registry`. Never downloads.
std::filesystem::path find_weights(std::string_view name, const manifest::WeightsRegistry& registry,
                                   const std::filesystem::path& folder);
/// With the built-in registry and the default folder.
std::filesystem::path find_weights(std::string_view name);

struct WeightsFetch {
  std::vector<std::filesystem::path> mirrors;
  std::optional<curate::FetchOptions> download;  ///< nothing: offline
  std::function<void(std::int64_t bytes)> progress = [](std::int64_t) {};
  std::function<bool()> stop = [] { return false; };
};
enum class WeightsFetched { WasThere, FromMirror, Downloaded, Stopped };

/// Copies or downloads the file of an entry to the folder, which is created if needed. Files with another digest are
/// not kept. Continues interrupted downloads. Throws NotFound, Io, Denied; Corrupt if the file is another one.
WeightsFetched fetch_weights(const manifest::WeightsEntry& entry, const std::filesystem::path& folder,
                             const WeightsFetch& how);

}  // namespace baseline
