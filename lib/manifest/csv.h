#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/problem.h"

namespace manifest {

/// One record of a CSV file. Has as many cells as the header, unless `wrong` is set.
struct CsvRow {
  int line = 0;  ///< where it starts, from 1
  std::vector<std::string> cells;
  std::string wrong;  ///< why the row cannot be used; empty: it can
};

/// A table with a header. Cells are trimmed, and their line ends are line feeds.
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
inline constexpr std::size_t kMaxCellBytes = 65'536;

/// Parses CSV (RFC 4180): quoted cells with doubled quotes and line ends in them; UTF-8 with or without a byte order
/// mark; CR LF or LF. `delimiter` is ',', ';' or tab; 0: the most frequent one of the header. Empty lines are skipped.
/// A row whose number of cells differs from the header's has `wrong` set. `file` is the file name in problems.
ParsedCsv read_csv(std::string_view text, const std::string& file, char delimiter = 0);

}  // namespace manifest
