#include "base/csv.h"

#include "base/text.h"

namespace base {
namespace {

/// -12, +0.5: a sign and a decimal number.
bool is_signed_number(std::string_view text) {
  if (text.size() < 2 || (text[0] != '-' && text[0] != '+') || !is_digit(text[1])) return false;
  std::size_t at = 1;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (at == text.size()) return true;
  if (text[at] != '.' || at + 1 == text.size()) return false;
  ++at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at == text.size();
}

bool is_formula(std::string_view text) {
  const std::size_t start = text.find_first_not_of('\'');
  if (start == std::string_view::npos) return false;
  if (start == 0 && is_signed_number(text)) return false;
  return std::string_view("=+-@\t\r").find(text[start]) != std::string_view::npos;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell(text);
  if (is_formula(text)) cell.insert(cell.begin(), '\'');
  // Semicolons and tabs too: where a spreadsheet takes them for separators, what follows one would begin a cell.
  if (cell.find_first_of(",;\"\r\n\t") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace base
