#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace manifest {

/// The first byte at which `text` is not what a file for people may hold: UTF-8 (RFC 3629) without control characters
/// other than tab, line feed and carriage return.
struct BadByte {
  std::size_t offset = 0;
  std::string what;
};
std::optional<BadByte> find_bad_byte(std::string_view text);

using base::did_you_mean;

/// `text` in quotes, cut to a length that an error message bears.
std::string cited(std::string_view text);

}  // namespace manifest
