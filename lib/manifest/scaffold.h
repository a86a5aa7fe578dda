#pragma once

#include <optional>
#include <vector>

#include "manifest/manifest.h"
#include "manifest/mapping.h"
#include "manifest/scaffold_inputs.h"

namespace manifest {

struct Scaffolded {
  std::optional<Manifest> manifest;  ///< nothing where there are problems, or no clip
  std::vector<Problem> problems;     ///< of the mapping, with these sheets
  std::vector<Unplaced> unplaced;
};

/// Makes a manifest as the mapping says. Clips come in the order of files by path, or of rows; an id that is taken gets
/// a number behind it. Every clip has passed the checks that reading a manifest makes. The same inputs give the same.
Scaffolded scaffold(const Mapping& mapping, const ScaffoldInputs& inputs);

}  // namespace manifest
