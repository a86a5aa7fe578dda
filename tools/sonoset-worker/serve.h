#pragma once

#include <string>
#include <vector>

namespace worker {

/// `serve`: answers jobs from the channel on descriptor 3 until it closes.
int serve(const std::vector<std::string>& arguments);

}  // namespace worker
