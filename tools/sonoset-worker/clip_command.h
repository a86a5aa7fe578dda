#pragma once

#include <string>
#include <vector>

namespace worker {

/// One file on the command line: its result as JSON on stdout; its frames are not kept.
int clip(const std::vector<std::string>& arguments);

}  // namespace worker
