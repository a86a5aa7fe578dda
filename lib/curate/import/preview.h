#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/change.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

/// What an import would do. Made by reading only.
struct Preview {
  std::vector<ManifestChanges> changes;
  std::int64_t clips_first = 0;  ///< clips without frames that it would import
  std::int64_t clips_anew = 0;   ///< clips whose frames it would replace
  std::int64_t frames_anew = 0;  ///< frames that these clips have now
  /// (name, why) of the splits that would become stale if all changed and new clips get frames. Duplicates that only
  /// the files reveal are not foreseen.
  std::vector<std::pair<std::string, std::string>> stale_splits;
};

/// Throws like `reconcile`.
Preview preview(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const model::Recipe& recipe,
                bool allow_removals);

}  // namespace curate
