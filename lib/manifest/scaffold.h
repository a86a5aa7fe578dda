#pragma once

#include <optional>
#include <vector>

#include "manifest/manifest.h"
#include "manifest/mapping.h"
#include "manifest/scaffold_inputs.h"

namespace manifest {

struct Scaffolded {
  std::optional<Manifest> manifest;  ///< nothing if there are problems or no clips
  std::vector<Problem> problems;     ///< problems of the mapping with these sheets
  std::vector<Unplaced> unplaced;
};

/// Makes a manifest from a mapping. Clips are in the order of file paths, or of rows; a duplicate id gets a number.
/// Every clip passes the checks of `parse`. The same inputs give the same manifest.
Scaffolded scaffold(const Mapping& mapping, const ScaffoldInputs& inputs);

}  // namespace manifest
