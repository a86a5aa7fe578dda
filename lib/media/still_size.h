#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace media {

class Input;

struct StillSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
};

/// The size in the header of a PNG, JPEG, BMP or WebP, without a decoder; nothing for other files and if the header is
/// cut off. `container`: libavformat's name.
std::optional<StillSize> still_size(const Input& input, const std::string& container);

}  // namespace media
