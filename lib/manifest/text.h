#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// The first byte that a text file may not have: not UTF-8 (RFC 3629), or a control character other than tab, line feed
/// and carriage return.
struct BadByte {
  std::size_t offset = 0;
  std::string what;
};
std::optional<BadByte> find_bad_byte(std::string_view text);

/// The candidate with the smallest edit distance (Levenshtein, ignoring case), if it is small enough for a typing
/// error; else the only one that starts with the word. Nothing for long words and more than 1,000 candidates, to bound
/// the cost.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);
/// "; did you mean 'x'?" or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// `text` in quotes, shortened for use in an error message.
std::string cited(std::string_view text);

}  // namespace manifest
