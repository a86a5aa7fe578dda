#include "console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace {

constexpr int kDefaultWidth = 80;
constexpr int kMinWidth = 20;

bool shows_colours(int stream) {
  if (::isatty(stream) == 0) return false;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (no_color == nullptr || *no_color == '\0') && (term == nullptr || std::string_view(term) != "dumb");
}

std::string_view code_of(Console::Style style) {
  switch (style) {
    case Console::Style::Error:
      return "1;31";
    case Console::Style::Warning:
      return "33";
    case Console::Style::Bold:
      break;
  }
  return "1";
}

}  // namespace

Console::Level Console::level_ = Console::Level::Normal;

void Console::note(std::string_view line) {
  if (!is_quiet()) say(stderr, "{}\n", line);
}

void Console::error(std::string_view about, Lines what) {
  say(stderr, "{} {}\n", styled(STDERR_FILENO, Style::Error, about), what);
}

StyledText Console::styled(int stream, Style style, std::string_view text) {
  StyledText styled(text);
  if (shows_colours(stream)) styled.text_ = fmt::format("\033[{}m{}\033[0m", code_of(style), styled.text_);
  return styled;
}

std::optional<int> Console::width(int stream) {
  if (::isatty(stream) == 0) return std::nullopt;
  winsize size{};
  int columns = ::ioctl(stream, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
  const char* said = std::getenv("COLUMNS");
  if (columns == 0 && said != nullptr) std::from_chars(said, said + std::string_view(said).size(), columns);
  return columns > 0 ? std::max(columns, kMinWidth) : kDefaultWidth;
}
