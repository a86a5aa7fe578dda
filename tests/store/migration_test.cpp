#include "store/migration.h"

#include <gmock/gmock.h>

#include "store/files.h"

namespace {

using base::Code;
using store::migrate;
using store::migration;
using store::Migration;
using test::error_of;
using testing::HasSubstr;

const std::vector<Migration> kSteps = {
    {1, "0001_a.sql", "CREATE TABLE a (n INTEGER) STRICT"},
    {2, "0002_b.sql", "CREATE TABLE b (n INTEGER) STRICT; INSERT INTO b VALUES (7)"}};

TEST(Migration, IsNumberedByItsName) {
  EXPECT_EQ(migration("0012_what.sql", "x").number, 12);
  for (const char* const name : {"", "1_a.sql", "00x1_a.sql", "0001", "0001.sql", "abcd_e.sql"}) {
    EXPECT_EQ(error_of([&] { migration(name, "x"); }).first, Code::InvalidInput) << name;
  }
}

TEST(Migrate, RunsMissingStepsOnce) {
  const test::SmallDatabase small;
  store::Database database = small.open();
  migrate(database, {kSteps[0]});
  EXPECT_EQ(database.schema_version(), 1);
  migrate(database, kSteps);
  migrate(database, kSteps);
  EXPECT_EQ(database.schema_version(), 2);
  auto row = database.query("SELECT count(*) FROM b");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), 1);
}

TEST(Migrate, RollsBackAFailedStep) {
  const test::SmallDatabase small;
  store::Database database = small.open();
  const std::vector<Migration> broken = {kSteps[0], {2, "0002_b.sql", "CREATE TABLE b (n INTEGER) STRICT; NONSENSE"}};
  EXPECT_THROW(migrate(database, broken), base::Error);
  EXPECT_EQ(database.schema_version(), 1);
  migrate(database, kSteps);
  EXPECT_EQ(database.schema_version(), 2);
}

TEST(Migrate, RejectsANewerSchema) {
  const test::SmallDatabase small;
  store::Database database = small.open();
  database.run_script("PRAGMA user_version = 3");
  const auto [code, words] = error_of([&] { migrate(database, kSteps); });
  EXPECT_EQ(code, Code::Unsupported);
  EXPECT_THAT(words, HasSubstr("update sonoset"));
  EXPECT_EQ(error_of([&] { store::check_schema(database, 2); }).first, Code::Unsupported);
}

TEST(CheckSchema, RejectsAnOlderSchema) {
  const test::SmallDatabase small;
  store::Database database = small.open();
  EXPECT_EQ(error_of([&] { store::check_schema(database, 2); }).first, Code::Unsupported);
  migrate(database, kSteps);
  EXPECT_NO_THROW(store::check_schema(database, 2));
}

// A file that may come from anyone must not bring code of its own.
TEST(VerifySchema, RefusesWhatMigrationsDoNotMake) {
  const auto words_after = [](std::string_view change) {
    const test::SmallDatabase small;
    store::Database database = small.open();
    database.run_script("DROP TABLE t");
    migrate(database, kSteps);
    EXPECT_NO_THROW(store::verify_schema(database, kSteps));
    database.run_script(change);
    const auto [code, words] = error_of([&] { store::verify_schema(database, kSteps); });
    EXPECT_EQ(code, Code::Corrupt);
    return words;
  };
  EXPECT_THAT(words_after("CREATE TRIGGER evil AFTER INSERT ON a BEGIN DELETE FROM b; END"),
              HasSubstr("a trigger 'evil'"));
  EXPECT_THAT(words_after("DROP TABLE b; CREATE VIEW b AS SELECT 1 AS n"), HasSubstr("an altered table 'b'"));
  EXPECT_THAT(words_after("CREATE INDEX z ON a (n)"), HasSubstr("has an index 'z', which sonoset does not make"));
  EXPECT_THAT(words_after("DROP TABLE b"), HasSubstr("lacks the table 'b'"));
  EXPECT_THAT(words_after("ALTER TABLE a ADD COLUMN more TEXT"), HasSubstr("an altered table 'a'"));
}

}  // namespace
