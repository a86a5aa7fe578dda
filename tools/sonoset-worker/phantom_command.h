#pragma once

#include <string>
#include <vector>

namespace worker {

/// Synthetic clips with known truth, in a folder: what `sonoset phantom` is.
int phantom(const std::vector<std::string>& arguments);

}  // namespace worker
