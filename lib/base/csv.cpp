#include "base/csv.h"

namespace base {

std::string csv_cell(std::string_view text) {
  // Also semicolons and tabs, which some spreadsheets use as separators.
  if (text.find_first_of(",;\"\r\n\t") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace base
