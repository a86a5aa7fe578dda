#pragma once

#include <string>
#include <vector>

namespace worker {

/// Jobs from the channel on descriptor 3, until it closes.
int serve(const std::vector<std::string>& arguments);

}  // namespace worker
