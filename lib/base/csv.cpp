#include "base/csv.h"

namespace base {

std::string csv_cell(std::string_view text) {
  // Semicolons and tabs too: some spreadsheets take them for separators.
  if (text.find_first_of(",;\"\r\n\t") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace base
