#include "publish/table_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "base/unicode.h"

namespace publish {
namespace {

using catalog::Cell;
using Range = std::pair<char32_t, char32_t>;

/// Marks that change the direction of text, which can make a line read as another ("Trojan Source").
constexpr std::array<Range, 3> kTurning = {{{0x200e, 0x200f}, {0x202a, 0x202e}, {0x2066, 0x2069}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](const Range& range) { return c >= range.first && c <= range.second; });
}

struct Character {
  char32_t code = 0xfffd;
  std::size_t bytes = 1;
  bool valid = false;
};

/// The first character of a non-empty text. RFC 3629: no overlong forms, no surrogates.
Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};
  char32_t code = lead & (0xff >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3f);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[size] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {};
  return {code, size, true};
}

std::string shown(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return printable(*text);
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

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character c = first_of(text);
    if (!c.valid || c.code < 0x20 || c.code == 0x7f) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    } else if ((c.code >= 0x80 && c.code < 0xa0) || is_in(kTurning, c.code)) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c.code));
    } else {
      out += text.substr(0, c.bytes);
    }
    text.remove_prefix(c.bytes);
  }
  return out;
}

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
