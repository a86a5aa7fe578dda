#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "curate/import/import.h"

namespace curate {

struct RebuildOptions {
  /// Replace the dataset's copies of the manifests with the same names.
  std::vector<std::filesystem::path> manifests;
  /// Jobs, worker, limits and version as for an import. Its recipe is used for manifests whose own was not recorded, as
  /// by older versions. Files outside the dataset are not used.
  ImportOptions import;
};

struct RebuildSummary {
  std::int64_t manifests = 0;
  std::int64_t clips = 0;
  std::int64_t done = 0;                        ///< with frames
  std::int64_t frames = 0;                      ///< made again
  std::int64_t failed = 0;                      ///< clips that had failed before
  std::int64_t planned = 0;                     ///< clips that no import reached, or whose outcome was not recorded
  std::vector<model::Finding> failures;         ///< of clips that had frames before and have none now, by clip
  std::vector<model::Finding> wrong_decisions;  ///< lines of decisions.jsonl that were not applied
  bool stopped = false;
};

/// Rebuilds a dataset's catalog and frames from its manifests, locks, outcomes, objects and decisions. The old catalog
/// stays in place until the complete new one replaces it; if killed or stopped, nothing has changed. Throws NotFound if
/// there is nothing to rebuild from or a manifest is missing, Corrupt if objects are damaged, Unsupported if a newer
/// version made the catalog, Denied if another process writes.
RebuildSummary rebuild(const std::filesystem::path& folder, const RebuildOptions& options,
                       const ImportHooks& hooks = {});

}  // namespace curate
