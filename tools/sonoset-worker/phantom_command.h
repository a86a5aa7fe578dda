#pragma once

#include <string>
#include <vector>

namespace worker {

/// `sonoset phantom`: writes synthetic clips with ground truth to a folder.
int phantom(const std::vector<std::string>& arguments);

}  // namespace worker
