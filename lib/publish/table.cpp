#include "publish/table.h"

#include <nlohmann/json.hpp>

namespace publish {
namespace {

using catalog::Cell;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

nlohmann::ordered_json to_value(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return nullptr;
}

std::string dump(const nlohmann::ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
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

std::string csv_row(const std::vector<Cell>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    if (const auto* number = std::get_if<std::int64_t>(&cells[i])) line += std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&cells[i])) line += csv_cell(*text);
  }
  return line + '\n';
}

std::string to_csv(const catalog::Table& table) {
  std::string out = csv_row({table.columns.begin(), table.columns.end()});
  for (const auto& row : table.rows) out += csv_row(row);
  return out;
}

std::string to_json(const catalog::Table& table) {
  std::string out = "{\"columns\": " + dump(table.columns) + ",\n \"rows\": [";
  std::string_view separator = "\n  ";
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i]] = to_value(row[i]);
    out.append(separator).append(dump(object));
    separator = ",\n  ";
  }
  nlohmann::ordered_json next;
  if (!table.next.empty()) next = table.next;
  return out + "],\n \"next\": " + dump(next) + "}";
}

}  // namespace publish
