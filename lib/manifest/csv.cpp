#include "manifest/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/unicode.h"
#include "manifest/node.h"
#include "manifest/text.h"

namespace manifest {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

struct Stop {
  int line;
  std::size_t column;
  std::string message;
};

// The one of the three delimiters that occurs most often in the first record, outside quotes.
char most_used(std::string_view text) {
  constexpr std::array<char, 3> kDelimiters = {',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) break;
    for (std::size_t i = 0; i < kDelimiters.size(); ++i) counts.at(i) += c == kDelimiters.at(i) && !quoted ? 1 : 0;
  }
  return kDelimiters.at(static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin()));
}

// The delimiter from a first line such as "sep=;", which spreadsheets write and hide. Removes that line.
std::optional<char> take_separator_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const std::string_view said = base::trimmed(line, "\"");
  if (said.size() != 5 || !base::same_word(said.substr(0, 4), "sep=")) return std::nullopt;
  const char delimiter = said[4];
  text.remove_prefix(line.size());
  text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  return delimiter;
}

// The cell without invisible characters: leading and trailing blanks, no-break spaces, zero-width marks.
std::string visible(std::string_view cell) {
  constexpr std::array<std::string_view, 3> kWide = {"\u00A0", "\u2007", "\u202F"};
  constexpr std::array<std::string_view, 2> kNothing = {"\u200B", "\uFEFF"};
  std::string text;
  for (std::size_t i = 0; i < cell.size();) {
    const auto is_here = [&](std::string_view mark) { return cell.substr(i).starts_with(mark); };
    const auto wide = std::ranges::find_if(kWide, is_here);
    const auto nothing = std::ranges::find_if(kNothing, is_here);
    if (wide != kWide.end()) text += ' ';
    if (wide == kWide.end() && nothing == kNothing.end()) text += cell[i];
    i += wide != kWide.end() ? wide->size() : nothing != kNothing.end() ? nothing->size() : 1;
  }
  return std::string(base::trimmed(text, " \t\n"));
}

/// Reads records from the front of a text.
class Reader {
 public:
  Reader(std::string_view text, char delimiter, int line) : text_(text), delimiter_(delimiter), line_(line) {}

  bool at_end() const { return at_ == text_.size(); }
  int line() const { return line_; }

  // The cells of the next record; consumes its line end. Throws Stop.
  std::vector<std::string> record() {
    std::vector<std::string> cells;
    while (true) {
      cells.push_back(visible(peek() == '"' ? quoted() : bare()));
      if (cells.size() > kMaxColumns) stop(at_, fmt::format("more than {} cells in a row", kMaxColumns));
      if (at_end() || end_of_line()) return cells;
      ++at_;  // the delimiter
    }
  }

 private:
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  [[noreturn]] void stop(std::size_t at, const std::string& message) const {
    throw Stop{line_, at - line_start_ + 1, message};
  }
  void next_line() {
    ++line_;
    line_start_ = at_;
  }
  bool end_of_line() {
    if (peek() != '\n' && peek() != '\r') return false;
    at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    next_line();
    return true;
  }
  void put(std::string& cell, char c) const {
    if (cell.size() == kMaxCellBytes) stop(at_, fmt::format("cell longer than {} bytes", kMaxCellBytes));
    cell.push_back(c);
  }
  std::string bare() {
    std::string cell;
    for (; !at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r'; ++at_) {
      if (text_[at_] == '"') {
        stop(at_, "quote inside an unquoted cell; put the cell in quotes and double the quotes inside it");
      }
      put(cell, text_[at_]);
    }
    return cell;
  }
  std::string quoted() {
    const int first_line = line_;
    const std::size_t column = at_ - line_start_ + 1;
    std::string cell;
    for (++at_;;) {
      if (at_end()) throw Stop{first_line, column, "unclosed quote"};
      if (text_[at_] == '"' && text_.substr(at_, 2) != "\"\"") break;
      if (end_of_line()) {
        put(cell, '\n');
      } else {
        put(cell, text_[at_]);
        at_ += text_[at_] == '"' ? 2 : 1;
      }
    }
    ++at_;
    if (!at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') {
      stop(at_, "text after a closing quote; double the quotes inside a cell");
    }
    return cell;
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  int line_;
  std::size_t line_start_ = 0;
};

Stop at_offset(std::string_view text, const BadByte& bad) {
  const std::string_view before = text.substr(0, bad.offset);
  const auto lines = std::ranges::count(before, '\n');
  const std::size_t start = before.rfind('\n');
  return {static_cast<int>(lines) + 1, start == std::string_view::npos ? bad.offset + 1 : bad.offset - start, bad.what};
}

void check_bytes(std::string_view text) {
  if (text.size() > kMaxBytes) throw Stop{0, 0, fmt::format("larger than {} bytes", kMaxBytes)};
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    throw Stop{0, 0, "the file is in UTF-16; save the sheet as CSV in UTF-8"};
  }
  if (const auto bad = find_bad_byte(text)) throw at_offset(text, *bad);
}

bool is_blank(const std::vector<std::string>& cells) { return cells.size() == 1 && cells[0].empty(); }

CsvTable read_table(std::string_view text, const std::string& file, char delimiter) {
  const auto separator = take_separator_line(text);
  if (delimiter == 0) delimiter = separator ? *separator : most_used(text);
  Reader reader(text, delimiter, separator ? 2 : 1);
  CsvTable table{file, {}, {}};
  if (!reader.at_end()) table.header = reader.record();
  if (std::ranges::all_of(table.header, [](const auto& name) { return name.empty(); })) {
    throw Stop{separator ? 2 : 1, 1, "no column names in the first line"};
  }
  std::size_t cells = 0;
  while (!reader.at_end()) {
    CsvRow row{reader.line(), reader.record(), ""};
    if (is_blank(row.cells)) continue;
    if (row.cells.size() != table.header.size()) {
      row.wrong = fmt::format("{} but the header has {}", base::counted(row.cells.size(), "cell"), table.header.size());
    }
    cells += row.cells.size();
    if (table.rows.size() == kMaxRows) throw Stop{row.line, 1, fmt::format("more than {} rows", kMaxRows)};
    if (cells > kMaxCells) throw Stop{row.line, 1, fmt::format("more than {} cells", kMaxCells)};
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

ParsedCsv read_csv(std::string_view text, const std::string& file, char delimiter) {
  ParsedCsv parsed;
  try {
    check_bytes(text);
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    parsed.table = read_table(base::nfc(text), file, delimiter);
  } catch (const Stop& stop) {
    parsed.problems.push_back({file, stop.line, static_cast<int>(stop.column), "", stop.message});
  }
  return parsed;
}

}  // namespace manifest
