#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/problem.h"

namespace manifest {

/// One record of a CSV file. `cells` are as many as the header's, unless `wrong` says otherwise.
struct CsvRow {
  int line = 0;  ///< on which it starts, from 1
  std::vector<std::string> cells;
  std::string wrong;  ///< why the row cannot be used; empty: it can
};

/// A table with a header. Cells lack the blanks around them, and their line ends are line feeds.
struct CsvTable {
  std::string file;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

struct ParsedCsv {
  std::optional<CsvTable> table;  ///< nothing where there are problems
  std::vector<Problem> problems;
};

/// Bounds for hostile files; kMaxBytes of node.h is the largest file.
inline constexpr std::size_t kMaxColumns = 1'000;
inline constexpr std::size_t kMaxRows = 1'000'000;
inline constexpr std::size_t kMaxCells = 4'000'000;
inline constexpr std::size_t kLongestCell = 65'536;

/// Reads a spreadsheet as RFC 4180 has it: quotes, quotes doubled within them, line ends in quotes; UTF-8, with a byte
/// order mark or none; CR LF or LF. `delimiter` is ',', ';' or tab; 0: the one that the header has most of. Empty lines
/// are left out. A row with another number of cells than the header says so in `wrong`. `file` is the name that
/// problems carry.
ParsedCsv read_csv(std::string_view text, const std::string& file, char delimiter = 0);

}  // namespace manifest
