#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/import_work.h"
#include "curate/import/object_finder.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

/// The work of an import.
struct ImportPlan {
  std::vector<Pending> pending;  ///< by size, the largest last
  std::int64_t skipped = 0;      ///< clips that failed before with the same files
};

struct PlanOptions {
  model::Recipe recipe;
  std::string reader;  ///< the program and its limits
  bool retry = false;  ///< also try clips again that are known to fail
  /// For a rebuild: the objects that clips are made from.
  std::optional<std::map<std::string, base::Digest>> rebuild_from = {};
  std::set<std::string> only = {};  ///< clips; empty: all
};

/// The clips of recorded manifests that have no frames yet, and where their objects may be.
ImportPlan plan_import(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const PlanOptions& options,
                       ObjectFinder& finder);

}  // namespace curate
