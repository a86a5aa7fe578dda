#pragma once

#include <string>
#include <vector>

#include "baseline/data/assignment.h"

namespace baseline {

/// Folds of the same clips that keep something else together.
struct Regrouping {
  std::string by;
  std::string impossible;               ///< why there are none; empty: there are
  std::vector<Assignment> assignments;  ///< with the next seeds: which folds it are moves a figure by some points
};

/// By frame, clip, subject and source: as many folds, from the same seed on, three times each.
std::vector<Regrouping> regroupings(const Samples& samples, const model::SplitParameters& parameters);

}  // namespace baseline
