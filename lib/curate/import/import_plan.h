#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/import_work.h"
#include "curate/import/object_finder.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

/// What an import has to do.
struct ImportPlan {
  std::vector<Pending> pending;  ///< by size, the largest last
  std::int64_t skipped = 0;      ///< clips that failed before, and whose files are the same
};

struct PlanOptions {
  model::Recipe recipe;
  std::string reader;  ///< the program and its limits
  bool retry = false;  ///< also read again what is known to fail
  /// Of a rebuild: what clips are made from.
  std::optional<std::map<std::string, base::Digest>> rebuild_from = {};
};

/// Which clips of manifests, as they were recorded, have no frames yet, and where their objects may be.
ImportPlan plan_import(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const PlanOptions& options,
                       ObjectFinder& finder);

}  // namespace curate
