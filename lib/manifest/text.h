#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace manifest {

/// The first byte that a text file may not have: not UTF-8 (RFC 3629), or a control character other than tab, line feed
/// and carriage return.
struct BadByte {
  std::size_t offset = 0;
  std::string what;
};
std::optional<BadByte> find_bad_byte(std::string_view text);

using base::did_you_mean;

/// `text` in quotes, shortened for use in an error message.
std::string cited(std::string_view text);

}  // namespace manifest
