#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// ASCII functions, independent of the locale; <cctype> depends on it and is undefined for negative chars.
namespace base {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) { return is_small_letter(c) || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

/// A-Z as a-z.
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string lower(std::string_view text);

/// Whether two words are equal, ignoring ASCII case.
bool same_word(std::string_view a, std::string_view b);

/// `text` without leading and trailing characters of `blanks`.
std::string_view trimmed(std::string_view text, std::string_view blanks);

/// The value of a hexadecimal digit of either case.
constexpr std::optional<int> hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
  return std::nullopt;
}

/// Two lower-case hexadecimal digits per byte.
std::string hex(std::span<const std::uint8_t> bytes);

/// "a, b, c and 4 more".
std::string some_of(const std::vector<std::string>& names, std::size_t most = 8);

/// "a, b and c".
std::string listed(const std::vector<std::string>& words, std::string_view last = " and ");

/// "1 clip", "3 clips"; `many` is the plural where it is not `one` with an s.
template <std::integral Count>
std::string counted(Count count, std::string_view one, std::string_view many = {}) {
  std::string text = std::to_string(count) + ' ';
  text += count == 1 || many.empty() ? one : many;
  if (count != 1 && many.empty()) text += 's';
  return text;
}

/// The candidate with the fewest edits (Levenshtein, ignoring case) if that is few enough to be a typing error, else
/// the only candidate that begins with `word`. Nothing for words over 64 bytes and more than 1,000 candidates.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);
/// "; did you mean 'x'?" or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace base
