#pragma once

#include <string>
#include <vector>

#include "baseline/data/assignment.h"

namespace baseline {

/// Folds of the same clips, grouped differently.
struct Regrouping {
  std::string by;
  std::string impossible;               ///< why there are none; empty if there are
  std::vector<Assignment> assignments;  ///< of consecutive seeds, as the choice of folds moves a figure by some points
};

/// By frame, clip, subject and source; each with the same number of folds and three consecutive seeds.
std::vector<Regrouping> regroupings(const Samples& samples, const model::SplitParameters& parameters);

}  // namespace baseline
