#pragma once

#include <string>
#include <vector>

#include "model/link.h"
#include "model/split.h"

namespace curate {

struct MadeSplit {
  model::Split split;
  std::vector<std::string> warnings;  ///< sentences: what is uneven, and why
  std::vector<std::string> left_out;  ///< clips, sorted
  /// Clips that must not be in a fold, because they are linked to a clip of the test set or held out, but that are not
  /// in the test set: it does not change unless asked. Sorted.
  std::vector<std::string> kept_from_test;
};

/// "subject pocus-2021/p18": a link's kind and key.
std::string describe(const model::Link& link);

}  // namespace curate
