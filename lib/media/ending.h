#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media {

/// How a file ends before what its own structure announces.
struct MissingEnd {
  std::string words;
  bool after_pictures = false;  ///< what is missing comes after all pictures: an index, a trailer
};
using Missing = std::optional<MissingEnd>;

/// No whole file has more parts than this at its top level; a hostile one must not keep us.
inline constexpr int kMaxParts = 1 << 20;

/// "PART at byte 8 reaches 4 bytes past the end of the file".
inline std::string past_end(std::string_view part, std::int64_t position, std::int64_t lacking) {
  return std::string(part) + " at byte " + std::to_string(position) + " reaches " + std::to_string(lacking) +
         " bytes past the end of the file";
}

}  // namespace media
