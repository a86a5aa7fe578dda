#include "say.h"

#include "base/error.h"

StyledText& StyledText::operator+=(const StyledText& more) {
  text_ += more.text_;
  return *this;
}

StyledText& StyledText::operator+=(std::string_view lines) {
  text_ += base::printable_lines(lines);
  return *this;
}

void write_shown(std::FILE* stream, std::string_view text) {
  // What is on stderr comes after what was printed before it.
  if (stream == stderr) std::fflush(stdout);
  if (std::fwrite(text.data(), 1, text.size(), stream) != text.size()) {
    base::throw_errno("cannot write to", stream == stderr ? "stderr" : "stdout");
  }
}
