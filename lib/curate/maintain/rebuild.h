#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "curate/import/import.h"

namespace curate {

struct RebuildOptions {
  /// In place of the dataset's own copies, by the manifests' names.
  std::vector<std::filesystem::path> manifests;
  /// Jobs, worker, limits and version as for an import. Its recipe is that of manifests whose own is not written down:
  /// older versions did not. Nothing is looked for outside of the dataset.
  ImportOptions import;
};

struct RebuildSummary {
  std::int64_t manifests = 0;
  std::int64_t clips = 0;
  std::int64_t done = 0;                 ///< with frames
  std::int64_t frames = 0;               ///< that were made again
  std::int64_t failed = 0;               ///< clips that failed before, and do so still
  std::int64_t planned = 0;              ///< clips that no import reached, or whose end was not written down
  std::vector<model::Finding> failures;  ///< of clips that had frames and have none now, by clip
  bool stopped = false;
};

/// Makes a dataset's catalog again from its manifests, locks, outcomes, objects and decisions; frames too. What is
/// there of the old catalog stays in its place until the new one takes it, whole. Killed or stopped, nothing has
/// changed. Throws NotFound where the folder holds nothing to rebuild from or a manifest is missing, Corrupt where
/// objects are damaged, Unsupported where a newer version made the catalog, Denied where another writer is.
RebuildSummary rebuild(const std::filesystem::path& folder, const RebuildOptions& options,
                       const ImportHooks& hooks = {});

}  // namespace curate
