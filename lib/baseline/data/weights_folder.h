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

/// manifests/weights.yaml, compiled in; or what the file says. Throws NotFound, Denied, Io, and InvalidInput with every
/// problem and its line.
manifest::WeightsRegistry built_in_weights();
manifest::WeightsRegistry read_weights_registry(const std::filesystem::path& file);

/// Where weights are kept, each under its name: what SONOSET_WEIGHTS says, else $XDG_CACHE_HOME/sonoset/weights, else
/// ~/.cache/sonoset/weights. Throws InvalidInput where none of them is set.
std::filesystem::path default_weights_folder();

/// The file of an entry in the folder, whether or not it is there.
std::filesystem::path weights_file(const manifest::WeightsEntry& entry, const std::filesystem::path& folder);

/// The same, looked at: throws NotFound with the command that fetches it, Corrupt where it is another than the entry's
/// digest says. `name` is one of `registry`, else InvalidInput with those there are. Never downloads.
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

/// Brings the file of an entry to the folder, which it makes: whole and with its digest, or not at all. What a stopped
/// or killed download got is gone on with. Throws NotFound, Io, Denied; Corrupt where what came is another file.
WeightsFetched fetch_weights(const manifest::WeightsEntry& entry, const std::filesystem::path& folder,
                             const WeightsFetch& how);

}  // namespace baseline
