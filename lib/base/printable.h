#pragma once

#include <string>
#include <string_view>

/// Text from anywhere, made safe to print. Escaped are control characters (C0, DEL, C1), bytes that are not UTF-8, line
/// and paragraph separators, and characters that show nothing but change how text around them is shown (general
/// category Cf: marks and overrides of direction, zero-width space, tags). The signs of Cf that are visible and the
/// joiners U+200C and U+200D, which are part of Persian, Indic and other words, stay. Text without such characters is
/// returned unchanged, also what was escaped before: a backslash stays as it is.
namespace base {

/// As one line for a terminal: "\x1b", "\u202e", "\U000e0041"; a line feed is "\x0a".
std::string printable(std::string_view text);
/// The same, but line feeds and tabs stay.
std::string printable_lines(std::string_view text);

/// JSON with the same values in which none of these characters stands for itself: "\u202e" in strings, surrogate pairs
/// above U+FFFF. `json` must be valid.
std::string printable_json(std::string_view json);

}  // namespace base
