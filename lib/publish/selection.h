#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/splits.h"
#include "curate/split/folds.h"
#include "curate/split/leaks.h"
#include "publish/export.h"

namespace publish {

/// What goes out and what does not.
struct Selection {
  std::string axis;
  std::optional<model::Split> split;
  std::optional<curate::Leaks> leaks;  ///< of the split, over all its clips
  std::vector<catalog::Unit> units;    ///< by clip
  std::map<std::string, std::vector<std::string>> left_out;
};

/// Throws NotFound for an unknown split, InvalidInput for a stale one and where nothing is left.
Selection select(curate::Dataset& dataset, const ExportOptions& options, const curate::LicencePolicy& policy);

/// The picture numbers of a clip's frames, from the catalog.
curate::Pictures pictures_of(curate::Dataset& dataset);

}  // namespace publish
