#pragma once

#include <string>
#include <vector>

#include "baseline/data/samples.h"

namespace baseline {

/// In which fold each frame of each sample is tested.
struct Assignment {
  model::SplitParameters parameters;
  base::Digest digest;                  ///< of the split
  std::vector<std::string> groups;      ///< [clips] what must stay together, named by its first clip
  std::vector<std::vector<int>> folds;  ///< [clips][frames] in the order of Samples; -1: in none
};

/// A split's. Clips that the split does not have are in no fold.
Assignment assignment_of(const model::Split& split, const Samples& samples);

/// The same for folds that are made here, of the samples alone: other seeds, inner folds, another grouping. Throws
/// InvalidInput where no such split exists.
Assignment assign(const Samples& samples, const model::SplitParameters& parameters);

/// The samples that are tested in some fold. Throws InvalidInput where a class has none, or there is no clip at all.
Samples those_in_folds(Samples all, const model::Split& split);

}  // namespace baseline
