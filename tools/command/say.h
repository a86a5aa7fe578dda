#pragma once

#include <fmt/format.h>

#include <concepts>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/printable.h"

// All that the programs write to stdout and stderr goes through `say`, which takes no text as it is: names, values
// and messages come from manifests, catalogs, servers and workers, and could otherwise send commands to the terminal.

/// Text of several lines, each of which the program made: line feeds stay, all else is escaped.
struct Lines {
  std::string_view text;
};

/// A JSON document: escaped as JSON is, so that values stay the same.
struct JsonText {
  std::string_view text;
};

/// Text that is escaped, with the terminal's colours around parts of it. Console::styled makes these.
class StyledText {
 public:
  StyledText() = default;
  explicit StyledText(std::string_view lines) { *this += lines; }
  StyledText& operator+=(const StyledText& more);
  /// Appends `lines`, escaped as Lines.
  StyledText& operator+=(std::string_view lines);
  const std::string& text() const { return text_; }

 private:
  friend class Console;
  std::string text_;
};

namespace printing {

/// An argument of `say` as it is shown: text as one line, escaped; numbers as they are.
inline std::string shown(std::string_view text) { return base::printable(text); }
inline std::string shown(Lines lines) { return base::printable_lines(lines.text); }
inline std::string shown(JsonText json) { return base::printable_json(json.text); }
inline const std::string& shown(const StyledText& styled) { return styled.text(); }
template <typename Number>
requires std::is_arithmetic_v<Number> Number shown(Number number) { return number; }

template <typename Argument>
using Shown = std::remove_cvref_t<decltype(shown(std::declval<const Argument&>()))>;

}  // namespace printing

/// Writes text that is ready for a terminal. Throws base::Error(Io).
void write_shown(std::FILE* stream, std::string_view text);

/// As fmt::print, with each argument as `shown`. Its name is not one of fmt, whose own functions take their types.
template <typename... Arguments>
void say(std::FILE* stream, fmt::format_string<printing::Shown<Arguments>...> format, const Arguments&... arguments) {
  write_shown(stream, fmt::format(format, printing::Shown<Arguments>(printing::shown(arguments))...));
}
template <typename... Arguments>
void say(fmt::format_string<printing::Shown<Arguments>...> format, const Arguments&... arguments) {
  write_shown(stdout, fmt::format(format, printing::Shown<Arguments>(printing::shown(arguments))...));
}

/// Prints a JSON document of nlohmann-json, indented; bytes that are not UTF-8 become U+FFFD.
template <typename Document>
void print_document(const Document& document) {
  say("{}\n", JsonText{document.dump(2, ' ', false, Document::error_handler_t::replace)});
}
