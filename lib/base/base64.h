#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// Base64 (RFC 4648, section 4) with padding, on one line; for less than 1 GiB.
std::string base64(std::span<const std::uint8_t> bytes);

/// Nothing unless `text` is valid base64 with padding. Unused trailing bits are not checked.
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

}  // namespace base
