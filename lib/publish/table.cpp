#include "publish/table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/csv.h"

namespace publish {
namespace {

using catalog::Cell;

nlohmann::ordered_json to_value(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return nullptr;
}

std::string dump(const nlohmann::ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool needs_escape(char c) { return c < ' ' || c > '~' || c == '"' || c == '\\'; }

}  // namespace

std::string json_value(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  // Rows of frames are written by the million.
  if (text != nullptr && std::ranges::none_of(*text, needs_escape)) return '"' + *text + '"';
  return dump(to_value(cell));
}

std::string csv_row(const std::vector<Cell>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    if (const auto* number = std::get_if<std::int64_t>(&cells[i])) line += std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&cells[i])) line += base::csv_cell(*text);
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
