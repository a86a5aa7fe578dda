#include "store/statement.h"

#include <gmock/gmock.h>

#include "store/files.h"

namespace {

using base::Code;
using store::Statement;
using test::error_of;
using testing::HasSubstr;

class StatementTest : public testing::Test {
 protected:
  test::SmallDatabase small;
  store::Database database = small.open();
};

TEST_F(StatementTest, RoundTripsValues) {
  const base::Digest digest = base::sha256("x");
  auto row = database.query("SELECT ?, ?, ?, ?, ?, ?", -5, "text", digest, std::optional<int>{}, true,
                            std::uint64_t{0xFFFFFFFFFFFFFFFF});
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), -5);
  EXPECT_EQ(row.small(0), -5);
  EXPECT_EQ(row.text(1), "text");
  EXPECT_EQ(row.digest(2), digest);
  EXPECT_EQ(row.optional_digest(2), digest);
  EXPECT_TRUE(row.is_null(3));
  EXPECT_EQ(row.optional_digest(3), std::nullopt);
  EXPECT_TRUE(row.boolean(4));
  EXPECT_EQ(static_cast<std::uint64_t>(row.integer(5)), 0xFFFFFFFFFFFFFFFF);
  EXPECT_FALSE(row.step());
}

// Names come from untrusted manifests.
TEST_F(StatementTest, RoundTripsHostileTexts) {
  const std::string texts[] = {"",
                               "'; DROP TABLE t; --",
                               std::string("a\0b", 3),
                               std::string("\0", 1),
                               "\xff\xfe\x80",
                               "\xed\xa0\x80",
                               "?1 :a @b $c",
                               std::string(1 << 20, 'x')};
  for (const std::string& text : texts) {
    database.run("DELETE FROM t");
    database.run("INSERT INTO t VALUES (1, ?)", text);
    auto row = database.query("SELECT s FROM t WHERE s = ?", text);
    ASSERT_TRUE(row.step()) << text.size();
    EXPECT_EQ(row.text(0), text);
  }
}

TEST_F(StatementTest, RejectsTextsOverTheLimit) {
  const auto [code, words] = error_of([&] { database.run("INSERT INTO t VALUES (2, ?)", std::string(65 << 20, 'x')); });
  EXPECT_EQ(code, Code::InvalidInput);
  EXPECT_EQ(test::rows_of_t(database), 1);
}

// Rows may have been changed by other programs.
TEST_F(StatementTest, ReportsCellsOfTheWrongTypeAsCorrupt) {
  auto row = database.query("SELECT 'text' AS a, 99999999999 AS b, x'0102' AS c, 1.5 AS d");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(error_of([&] { (void)row.integer(0); }).first, Code::Corrupt);
  EXPECT_THAT(error_of([&] { (void)row.small(1); }).second, HasSubstr("column 'b'"));
  EXPECT_EQ(error_of([&] { (void)row.view(1); }).first, Code::Corrupt);
  EXPECT_EQ(error_of([&] { (void)row.digest(2); }).first, Code::Corrupt);
  EXPECT_EQ(error_of([&] { (void)row.type(3); }).first, Code::Corrupt);
}

TEST_F(StatementTest, ReportsConstraintsAsInvalidInput) {
  EXPECT_EQ(error_of([&] { database.run("INSERT INTO t VALUES (0, 'x')"); }).first, Code::InvalidInput);
  EXPECT_EQ(error_of([&] { database.run("INSERT INTO t VALUES ('x', 'x')"); }).first, Code::InvalidInput);
  EXPECT_EQ(error_of([&] { database.run("INSERT INTO t VALUES (NULL, 'x')"); }).first, Code::InvalidInput);
  EXPECT_EQ(error_of([&] { database.run("SELECT * FROM nowhere"); }).first, Code::Corrupt);
}

// A text may be in use twice at once; parameters that are not bound again are NULL.
TEST_F(StatementTest, KeepsPreparedStatementsApart) {
  const char* const sql = "SELECT n, ? FROM t";
  auto outer = database.query(sql, "outer");
  ASSERT_TRUE(outer.step());
  {
    auto inner = database.query(sql, "inner");
    ASSERT_TRUE(inner.step());
    EXPECT_EQ(inner.text(1), "inner");
  }
  EXPECT_EQ(outer.text(1), "outer");
  EXPECT_FALSE(outer.step());
  auto unbound = database.query(sql);
  ASSERT_TRUE(unbound.step());
  EXPECT_TRUE(unbound.is_null(1));
}

TEST_F(StatementTest, LimitsTheCache) {
  for (int i = 0; i < 1000; ++i) {
    auto row = database.query("SELECT " + std::to_string(i));
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.small(0), i);
  }
}

}  // namespace
