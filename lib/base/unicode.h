#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

/// `text` in composed Unicode form (NFC, UAX #15), in which "ü" is one code point. Used to compare names: some systems
/// write file names decomposed. Text that is not UTF-8 is returned unchanged.
std::string nfc(std::string_view text);

/// `text` in a form for comparing without regard to case, width and composition (NFKC_Casefold, Unicode 3.13). Text
/// that is not UTF-8 has only its ASCII letters made small.
std::string case_folded(std::string_view text);

/// Columns of a terminal that `text` takes: wide characters two, combining marks none (utf8proc_charwidth). A byte that
/// is not UTF-8 takes one.
int display_width(std::string_view text);

/// `text` if it fits into `width` columns, else its beginning and "…"; `middle`: its beginning, "…" and its end.
std::string shortened(std::string_view text, int width, bool middle = false);

/// The lines of `text`, each at most `width` columns unless one word is longer, without spaces at their ends. Breaks at
/// spaces; a single line feed is a space, an empty line stays.
std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace base
