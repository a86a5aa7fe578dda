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

/// What an import would do, found out by reading only.
struct Preview {
  std::vector<ManifestChanges> changes;
  std::int64_t clips_first = 0;  ///< clips without frames that it would make or try to
  std::int64_t clips_anew = 0;   ///< clips whose frames it would make otherwise
  std::int64_t frames_anew = 0;  ///< that these have now
  /// (name, why) of the splits that would not fit, if every clip that is changed or new gets its frames. That a file
  /// turns out to hold what another does is not foreseen.
  std::vector<std::pair<std::string, std::string>> stale_splits;
};

/// Throws as `reconcile`.
Preview preview(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const model::Recipe& recipe,
                bool allow_removals);

}  // namespace curate
