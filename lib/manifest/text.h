#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// The first byte at which `text` is not what a file for people may hold: UTF-8 (RFC 3629) without control characters
/// other than tab, line feed and carriage return.
struct BadByte {
  std::size_t offset = 0;
  std::string what;
};
std::optional<BadByte> find_bad_byte(std::string_view text);

/// The candidate that needs the fewest edits (Levenshtein; capitals count as small letters), where these are few enough
/// to be a slip of the pen, else the only one that begins with the word. Nothing
/// for long words and for more than 1,000 candidates: messages must not cost more than the reading.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);
/// "; did you mean 'x'?" or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// `text` in quotes, cut to a length that an error message bears.
std::string cited(std::string_view text);

}  // namespace manifest
