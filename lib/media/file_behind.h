#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace media {

class Input;

/// The position of a second file after the first one, as from `cat a.mp4 b.mp4`, in formats of which libavformat does
/// not read all: MP4, AVI, FLV, ASF, GIF, PNG. Nothing for other formats and if there is none. `container`:
/// libavformat's name.
std::optional<std::int64_t> file_behind(const Input& input, const std::string& container);

}  // namespace media
