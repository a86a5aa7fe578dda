#include "base/csv.h"

#include <gtest/gtest.h>

namespace {

using base::csv_cell;

// A contributor's title must not run as a formula on the maintainer's machine.
TEST(Csv, FormulasAreDisarmed) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("+cmd|' /C calc'!A0"), "'+cmd|' /C calc'!A0");
  EXPECT_EQ(csv_cell("-2+3"), "'-2+3");
  EXPECT_EQ(csv_cell("\t=1"), "\"'\t=1\"");
  EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(csv_cell("a;=1"), "\"a;=1\"");
  EXPECT_EQ(csv_cell("-"), "'-");
}

TEST(Csv, NumbersStayNumbersAndOtherTextStaysItself) {
  for (const char* text : {"-5", "-0.25", "+12.5", "0", "", "plain", "a=b", "clip-1", "'quoted'", "é", "1-2"}) {
    EXPECT_EQ(csv_cell(text), text);
  }
  EXPECT_EQ(csv_cell("-1.2.3"), "'-1.2.3");
  EXPECT_EQ(csv_cell("-1."), "'-1.");
}

// Taking one apostrophe away gives the text back, also where it had one of its own.
TEST(Csv, DisarmingCanBeUndone) {
  EXPECT_EQ(csv_cell("'=1"), "''=1");
  EXPECT_EQ(csv_cell("''-5"), "'''-5");
}

}  // namespace
