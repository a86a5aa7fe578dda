#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace media {

class Input;

/// Where another file begins behind the first one, as `cat a.mp4 b.mp4` makes it, in formats of which libavformat reads
/// the first alone, or not all: MP4, AVI, FLV, ASF, GIF, PNG. Nothing for others, and where none does. `container`:
/// libavformat's name.
std::optional<std::int64_t> file_behind(const Input& input, const std::string& container);

}  // namespace media
