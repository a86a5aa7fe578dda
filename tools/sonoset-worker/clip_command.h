#pragma once

#include <string>
#include <vector>

namespace worker {

/// `clip FILE [RECIPE]`: prints the result for one file as JSON; keeps no frames.
int clip(const std::vector<std::string>& arguments);

}  // namespace worker
