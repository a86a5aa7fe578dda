#include "publish/table_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/printable.h"
#include "base/text.h"
#include "base/unicode.h"

namespace publish {
namespace {

using catalog::Cell;
std::string shown(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return base::printable(*text);
  return "";
}

// A column's cells, the first being its name.
struct TextColumn {
  std::vector<std::string> cells;
  bool right = false;  // numbers
  int width = 0;
};

bool is_number(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    const std::size_t point = text->find('.');
    return point != std::string::npos && std::ranges::count_if(*text, base::is_digit) + 1 == std::ssize(*text);
  }
  return true;
}

TextColumn column_of(const catalog::Table& table, std::size_t at) {
  TextColumn column{{table.columns[at]}, !table.rows.empty(), 0};
  for (const auto& row : table.rows) {
    column.cells.push_back(shown(row[at]));
    column.right = column.right && is_number(row[at]);
  }
  for (const std::string& cell : column.cells) column.width = std::max(column.width, base::display_width(cell));
  return column;
}

std::string lines_of(const std::vector<TextColumn>& columns) {
  std::string out;
  for (std::size_t row = 0; !columns.empty() && row < columns.front().cells.size(); ++row) {
    std::string line;
    for (const TextColumn& column : columns) {
      const std::string& cell = column.cells[row];
      const std::string space(static_cast<std::size_t>(std::max(0, column.width - base::display_width(cell))), ' ');
      if (&column != &columns.front()) line += "  ";
      line += column.right ? space + cell : cell + space;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

constexpr int kMinCut = 16;
constexpr int kSpace = 2;

int least_width(const TextColumn& column, ColumnFit::Cut cut) {
  if (cut == ColumnFit::Cut::Never) return column.width;
  return std::min(column.width, std::max(kMinCut, base::display_width(column.cells.front())));
}

void cut_cells(TextColumn& column, int width, ColumnFit::Cut cut) {
  column.width = std::min(column.width, width);
  for (std::string& cell : column.cells) cell = base::shortened(cell, width, cut == ColumnFit::Cut::Middle);
}

// Which columns of a table are shown, and in what width; 0: not.
struct Fitting {
  std::vector<int> widths;
  bool essentials_fit = true;
};

Fitting fit(const catalog::Table& table, const std::vector<TextColumn>& columns, const std::vector<ColumnFit>& fits,
            std::size_t essential, int width) {
  Fitting result{std::vector<int>(columns.size()), true};
  int left = width + kSpace;
  const auto index_of = [&](const ColumnFit& one) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, one.name) - table.columns.begin());
  };
  for (std::size_t i = 0; i < fits.size(); ++i) {
    const std::size_t at = index_of(fits[i]);
    if (at == columns.size()) continue;
    const int least = least_width(columns[at], fits[i].cut);
    if (least + kSpace <= left) {
      result.widths[at] = least;
      left -= least + kSpace;
    } else if (i < essential) {
      result.essentials_fit = false;
    }
  }
  for (const ColumnFit& one : fits) {
    const std::size_t at = index_of(one);
    if (at == columns.size() || result.widths[at] == 0) continue;
    const int more = std::min(left, columns[at].width - result.widths[at]);
    result.widths[at] += more;
    left -= more;
  }
  return result;
}

// "column  cell", a line a cell, with an empty line between rows.
std::string records_of(const std::vector<TextColumn>& columns, const std::vector<ColumnFit>& fits, int width) {
  int left = 0;
  for (const TextColumn& column : columns) left = std::max(left, base::display_width(column.cells.front()));
  std::string out;
  for (std::size_t row = 1; row < columns.front().cells.size(); ++row) {
    if (row > 1) out += "\n";
    for (const TextColumn& column : columns) {
      if (column.cells[row].empty()) continue;
      const auto found = std::ranges::find(fits, column.cells.front(), &ColumnFit::name);
      const bool whole = found == fits.end() || found->cut == ColumnFit::Cut::Never;
      const bool middle = !whole && found->cut == ColumnFit::Cut::Middle;
      const std::string cell =
          whole ? column.cells[row] : base::shortened(column.cells[row], width - left - kSpace, middle);
      out += fmt::format("{:<{}}  {}\n", column.cells.front(), left, cell);
    }
  }
  return out;
}

}  // namespace

std::string to_text(const catalog::Table& table) {
  std::vector<TextColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(column_of(table, i));
  return lines_of(columns);
}

FittedText to_text(const catalog::Table& table, const std::vector<ColumnFit>& fits, std::size_t essential, int width) {
  std::vector<TextColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(column_of(table, i));
  const Fitting fitting = fit(table, columns, fits, essential, width);
  if (!fitting.essentials_fit && !table.rows.empty()) return {records_of(columns, fits, width), columns.size()};
  std::vector<TextColumn> kept;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (fitting.widths[i] == 0) continue;
    const auto found = std::ranges::find(fits, table.columns[i], &ColumnFit::name);
    kept.push_back(std::move(columns[i]));
    cut_cells(kept.back(), fitting.widths[i], found->cut);
  }
  return {lines_of(kept), kept.size()};
}

}  // namespace publish
