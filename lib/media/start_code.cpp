#include "media/start_code.h"

#include <cstring>

namespace media {

std::size_t find_start_code(std::span<const std::uint8_t> bytes, std::size_t at) {
  while (at + kStartCode <= bytes.size()) {
    const auto* one = static_cast<const std::uint8_t*>(std::memchr(&bytes[at + 2], 1, bytes.size() - at - 2));
    if (one == nullptr) break;
    if (one[-1] == 0 && one[-2] == 0) return static_cast<std::size_t>(one - bytes.data()) - 2;
    at = static_cast<std::size_t>(one - bytes.data()) - 1;
  }
  return bytes.size();
}

}  // namespace media
