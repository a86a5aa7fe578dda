#include "base/csv.h"

#include <gtest/gtest.h>

namespace {

using base::csv_cell;

// Values must not change: a guard against formulas would change them.
TEST(Csv, DoesNotChangeText) {
  for (const char* text : {"-5", "-0.25", "+12.5", "0", "", "plain", "a=b", "clip-1", "'quoted'", "é", "1-2", "=1+1",
                           "@SUM(A1)", "-", "'=1", "nan", "007"}) {
    EXPECT_EQ(csv_cell(text), text);
  }
}

TEST(Csv, QuotesSeparators) {
  EXPECT_EQ(csv_cell("=HYPERLINK(\"http://x\",\"y\")"), "\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(csv_cell("\t=1"), "\"\t=1\"");
  EXPECT_EQ(csv_cell("a;b"), "\"a;b\"");
  EXPECT_EQ(csv_cell("a\r\nb"), "\"a\r\nb\"");
}

}  // namespace
