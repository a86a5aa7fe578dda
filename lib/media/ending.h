#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media {

/// How a file ends too early.
struct MissingEnd {
  std::string words;
  bool after_pictures = false;  ///< only something after all pictures is missing: an index, a trailer
};
using Missing = std::optional<MissingEnd>;

/// Maximum number of top-level parts; bounds the work on hostile files.
inline constexpr int kMaxParts = 1 << 20;

/// "PART at byte 8 reaches 4 bytes past the end of the file".
inline std::string past_end(std::string_view part, std::int64_t position, std::int64_t lacking) {
  return std::string(part) + " at byte " + std::to_string(position) + " reaches " + std::to_string(lacking) +
         " bytes past the end of the file";
}

}  // namespace media
