#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace media {

/// 00 00 01, which starts a unit in MPEG and H.26x streams.
inline constexpr std::size_t kStartCode = 3;

/// The position of the next one from `at` on; the number of bytes if there is none.
std::size_t find_start_code(std::span<const std::uint8_t> bytes, std::size_t at);

}  // namespace media
