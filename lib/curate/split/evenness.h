#pragma once

#include <string>

#include "curate/split/split_labels.h"
#include "model/split.h"

namespace curate {

/// How even the folds are.
struct Evenness {
  double chi_square = 0;  ///< what make_split minimises by default; 0: perfectly even
  /// The label and fold whose number of clips is furthest from an even share.
  std::string label;  ///< empty: clips without one
  int fold = 0;
  std::int64_t clips = 0;
  double share = 0;
};

/// `table` counts the split's groups.
Evenness evenness_of(const LabelTable& table, const model::Split& split);

}  // namespace curate
