#include "catalog/catalog.h"
#include "catalog/clips.h"

#include <gmock/gmock.h>

#include "catalog/fixture.h"

namespace {

using base::Code;
using catalog::Catalog;
using test::error_of;
using testing::HasSubstr;

class CatalogFileTest : public test::CatalogTest {};

TEST_F(CatalogFileTest, KeepsWhatWasWritten) {
  fill();
  catalog = Catalog::open(file, Catalog::Access::Read);
  EXPECT_EQ(catalog::clips(catalog).size(), 2U);
}

TEST_F(CatalogFileTest, CreateRejectsAnExistingFile) {
  EXPECT_EQ(error_of([&] { Catalog::create(file); }).first, Code::InvalidInput);
}

TEST_F(CatalogFileTest, OpenThrowsForAMissingFile) {
  EXPECT_EQ(error_of([&] { Catalog::open(folder.path() / "none", Catalog::Access::Read); }).first, Code::NotFound);
}

// An older program must not write to a catalog of a newer one.
TEST_F(CatalogFileTest, RejectsANewerSchema) {
  database.run_script("PRAGMA user_version = 99");
  for (const auto access : {Catalog::Access::Read, Catalog::Access::Write}) {
    const auto [code, words] = error_of([&] { Catalog::open(file, access); });
    EXPECT_EQ(code, Code::Unsupported);
    EXPECT_THAT(words, HasSubstr("schema 99"));
  }
}

TEST_F(CatalogFileTest, ReadAccessRejectsAnOlderSchema) {
  database.run_script("PRAGMA user_version = 0");
  EXPECT_EQ(error_of([&] { Catalog::open(file, Catalog::Access::Read); }).first, Code::Unsupported);
}

TEST_F(CatalogFileTest, RejectsOtherDatabases) {
  database.run_script("PRAGMA application_id = 7");
  EXPECT_EQ(error_of([&] { Catalog::open(file, Catalog::Access::Write); }).first, Code::Corrupt);
}

TEST_F(CatalogFileTest, TransactionsAreAllOrNothing) {
  {
    const catalog::Transaction transaction(catalog);
    catalog::put_clip(catalog, "m", test::clip_of("a"), recipe);
  }
  EXPECT_EQ(catalog::find_clip(catalog, "a"), std::nullopt);
  catalog::Transaction transaction(catalog);
  catalog::put_clip(catalog, "m", test::clip_of("a"), recipe);
  transaction.commit();
  EXPECT_TRUE(catalog::find_clip(catalog, "a").has_value());
}

// A caller that ignores the error of one step must not commit the others.
TEST_F(CatalogFileTest, AFailedStepRollsBackItsTransaction) {
  catalog::Transaction transaction(catalog);
  catalog::put_clip(catalog, "m", test::clip_of("a"), recipe);
  model::Clip orphan = test::clip_of("b");
  orphan.source = "nowhere";
  EXPECT_EQ(error_of([&] { catalog::put_clip(catalog, "m", orphan, recipe); }).first, Code::InvalidInput);
  EXPECT_EQ(error_of([&] { transaction.commit(); }).first, Code::Io);
  EXPECT_EQ(catalog::find_clip(catalog, "a"), std::nullopt);
}

}  // namespace
