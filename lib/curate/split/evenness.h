#pragma once

#include <string>

#include "curate/split/split_labels.h"
#include "model/split.h"

namespace curate {

/// How even the folds are.
struct Evenness {
  double chi_square = 0;  ///< what make_split makes small; 0: as even as can be
  /// Where a label's clips are furthest from an even share of them.
  std::string label;  ///< empty: clips without one
  int fold = 0;
  std::int64_t clips = 0;
  double share = 0;
};

/// Of a split of the groups that `table` counts.
Evenness evenness_of(const LabelTable& table, const model::Split& split);

}  // namespace curate
