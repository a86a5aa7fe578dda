#include "manifest/csv.h"

#include <gtest/gtest.h>

namespace manifest {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// Header and rows, or the one problem as "line:column: message".
Rows rows_of(const std::string& text, char delimiter = 0) {
  const ParsedCsv parsed = read_csv(text, "a.csv", delimiter);
  if (!parsed.table) return {{text_of(parsed.problems)}};
  Rows rows = {parsed.table->header};
  for (const CsvRow& row : parsed.table->rows) rows.push_back(row.cells);
  return rows;
}

std::string csv_problem(const std::string& text) {
  const ParsedCsv parsed = read_csv(text, "a.csv");
  EXPECT_FALSE(parsed.table) << text;
  EXPECT_EQ(parsed.problems.size(), 1U);
  return parsed.problems.empty() ? "" : parsed.problems[0].text();
}

// RFC 4180, and what else spreadsheets write.
TEST(Csv, ReadsFilesOfSpreadsheets) {
  EXPECT_EQ(rows_of("a,b\n1,2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\r\n1,2"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\n\"1,\"\"x\"\"\",\n"), (Rows{{"a", "b"}, {"1,\"x\"", ""}}));
  EXPECT_EQ(rows_of("a,b\n\"one\r\ntwo\rthree\",2\n"), (Rows{{"a", "b"}, {"one\ntwo\nthree", "2"}}));
  EXPECT_EQ(rows_of("\xEF\xBB\xBF\"a\",b\n1,2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\n 1 ,\" 2\n\"\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\n\n1,2\n\r\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a\n1\n\n"), (Rows{{"a"}, {"1"}}));
}

TEST(Csv, DetectsTheDelimiter) {
  EXPECT_EQ(rows_of("a;b\n1,5;2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(rows_of("a\tb,c\td\n1\t2\t3\n"), (Rows{{"a", "b,c", "d"}, {"1", "2", "3"}}));
  EXPECT_EQ(rows_of("\"a;b;c\",d\n1,2\n"), (Rows{{"a;b;c", "d"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a;b\n1\n", ','), (Rows{{"a;b"}, {"1"}}));
}

// A separator line, no-break spaces and zero-width marks are not data.
TEST(Csv, HandlesSeparatorLinesAndInvisibleCharacters) {
  EXPECT_EQ(rows_of("sep=;\na,b;c\n1,5;2\n"), (Rows{{"a,b", "c"}, {"1,5", "2"}}));
  EXPECT_EQ(rows_of("\xEF\xBB\xBF\"SEP=,\"\r\na;b,c\r\n1,2\r\n"), (Rows{{"a;b", "c"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("sep=\t\na,b\tc\n1\t2\n"), (Rows{{"a,b", "c"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("separator,b\n1,2\n"), (Rows{{"separator", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("Patient\u00A0ID,\u00A0b\u200B\n1\u00A0,\uFEFF2\n"), (Rows{{"Patient ID", "b"}, {"1", "2"}}));
  const ParsedCsv parsed = read_csv("sep=;\na;b\n1;2\n", "a.csv");
  ASSERT_TRUE(parsed.table);
  EXPECT_EQ(parsed.table->rows[0].line, 3);
}

// A row that is too long or short does not affect the others.
TEST(Csv, ReportsRowsOfAnotherLength) {
  const ParsedCsv parsed = read_csv("a,b\n1\n\"x\ny\",2\n1,2,3\n", "a.csv");
  ASSERT_TRUE(parsed.table);
  ASSERT_EQ(parsed.table->rows.size(), 3U);
  EXPECT_EQ(parsed.table->rows[0].wrong, "1 cell but the header has 2");
  EXPECT_EQ(parsed.table->rows[1].wrong, "");
  EXPECT_EQ(parsed.table->rows[1].line, 3);
  EXPECT_EQ(parsed.table->rows[2].wrong, "3 cells but the header has 2");
  EXPECT_EQ(parsed.table->rows[2].line, 5);
}

TEST(Csv, ReportsThePlaceOfErrors) {
  EXPECT_EQ(csv_problem("a,b\nx,\"y\n\nz"), "a.csv:2:3: unclosed quote");
  EXPECT_EQ(csv_problem("a,b\nx,5\" probe\n"),
            "a.csv:2:4: quote inside an unquoted cell; put the cell in quotes and double the quotes inside it");
  EXPECT_EQ(csv_problem("a,b\n\"x\"y,1\n"), "a.csv:2:4: text after a closing quote; double the quotes inside a cell");
  EXPECT_EQ(csv_problem("a,b\nx,\xE9t\xE9\n"), "a.csv:2:3: not UTF-8; save the file as UTF-8");
  EXPECT_EQ(csv_problem(std::string("a,b\nx,\0\n", 8)),
            "a.csv:2:3: zero byte; the file may be in UTF-16: save it as UTF-8");
  EXPECT_EQ(csv_problem("\xFF\xFE\x61"), "a.csv: the file is in UTF-16; save the sheet as CSV in UTF-8");
  EXPECT_EQ(csv_problem(""), "a.csv:1:1: no column names in the first line");
  EXPECT_EQ(csv_problem(",,\n1,2,3\n"), "a.csv:1:1: no column names in the first line");
}

// Sizes that only attacks and wrong files have.
TEST(Csv, LimitsSizes) {
  std::string many_rows;
  for (std::size_t i = 0; i <= kMaxRows; ++i) many_rows += "x\n";
  EXPECT_EQ(csv_problem(std::string(kMaxColumns, ',') + "\n"), "a.csv:1:1001: more than 1000 cells in a row");
  EXPECT_EQ(csv_problem("a\n" + std::string(kMaxCellBytes + 1, 'x')), "a.csv:2:65537: cell longer than 65536 bytes");
  EXPECT_EQ(csv_problem("a\n" + many_rows), "a.csv:1000002:1: more than 1000000 rows");
}

}  // namespace
}  // namespace manifest
