#pragma once

/// Characters of ASCII, whatever the locale: <cctype> depends on it, and is undefined for bytes above 127 in a char.
namespace base {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace base
