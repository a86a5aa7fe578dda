#pragma once

#include <string>
#include <utility>
#include <vector>

namespace media {

/// Names and values of libav options.
using CodecOptions = std::vector<std::pair<std::string, std::string>>;

}  // namespace media
