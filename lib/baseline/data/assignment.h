#pragma once

#include <string>
#include <vector>

#include "baseline/data/samples.h"

namespace baseline {

/// The fold in which each frame of each sample is tested.
struct Assignment {
  model::SplitParameters parameters;
  base::Digest digest;                  ///< of the split
  std::vector<std::string> groups;      ///< [clips] the clip's group, named by its first clip
  std::vector<std::vector<int>> folds;  ///< [clips][frames] in the order of Samples; -1: in none
};

/// The folds of a split. Clips that are not in the split are in no fold.
Assignment assignment_of(const model::Split& split, const Samples& samples);

/// Makes new folds of the samples: for other seeds, inner folds or another grouping. Throws InvalidInput if there is no
/// such split.
Assignment assign(const Samples& samples, const model::SplitParameters& parameters);

/// The samples that are in folds of the split. Throws InvalidInput if a class has none.
Samples those_in_folds(Samples all, const model::Split& split);

}  // namespace baseline
