#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "say.h"

/// What a command shows besides its results, and how: set once, by --quiet and --verbose, for the whole program.
class Console {
 public:
  enum class Level { Quiet, Normal, Verbose };
  enum class Style { Bold, Error, Warning };

  static void set_level(Level level) { level_ = level; }
  static bool is_quiet() { return level_ == Level::Quiet; }
  static bool is_verbose() { return level_ == Level::Verbose; }

  /// Prints a line on stderr that is neither a result nor an error, unless --quiet was given.
  static void note(std::string_view line);
  /// Prints an error on stderr: what it is about ("sonoset:"), and what happened.
  static void error(std::string_view about, Lines what);

  /// `text` with colour or bold if `stream` (STDOUT_FILENO, STDERR_FILENO) shows it: a terminal that is not "dumb", and
  /// NO_COLOR is unset or empty (no-color.org). Line feeds stay.
  static StyledText styled(int stream, Style style, std::string_view text);

  /// Columns of the terminal that `stream` is: its size, else COLUMNS, else 80. Nothing where it is not a terminal.
  static std::optional<int> width(int stream);

 private:
  static Level level_;
};
