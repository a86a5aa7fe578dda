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
};

/// "subject pocus-2021/p18": a link's kind and key.
std::string describe(const model::Link& link);

}  // namespace curate
