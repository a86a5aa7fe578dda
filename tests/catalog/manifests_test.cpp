#include <gmock/gmock.h>

#include "catalog/clip_summaries.h"
#include "catalog/fixture.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "catalog/status.h"

namespace {

using base::Code;
using test::error_of;

class ManifestsTest : public test::CatalogTest {};

TEST_F(ManifestsTest, RoundTrip) {
  const catalog::ManifestRow row{"m", "New title", "other", base::sha256("new")};
  catalog::put_manifest(catalog, row);
  EXPECT_EQ(catalog::find_manifest(catalog, "m"), row);
  EXPECT_EQ(catalog::find_manifest(catalog, "n"), std::nullopt);
  EXPECT_EQ(catalog::manifests(catalog).size(), 1U);
}

TEST_F(ManifestsTest, SourcesAndLicencesBelongToTheirManifest) {
  model::Source source = test::source_of("s", "MIT");
  catalog::put_source(catalog, "m", source);
  EXPECT_EQ(catalog::find_source(catalog, "m", "s"), source);
  EXPECT_EQ(catalog::find_source(catalog, "n", "s"), std::nullopt);
  const model::Licence licence{"LicenseRef-x", "X", "https://example.org", true, true, false, true};
  catalog::put_licence(catalog, "m", licence);
  catalog::put_licence(catalog, "m", licence);
  EXPECT_EQ(catalog::find_licence(catalog, "m", "LicenseRef-x"), licence);
  EXPECT_EQ(catalog::find_licence(catalog, "n", "LicenseRef-x"), std::nullopt);
  EXPECT_EQ(error_of([&] { catalog::put_source(catalog, "nowhere", source); }).first, Code::InvalidInput);
}

// A clip without its own licence has its source's, also when that changes.
TEST_F(ManifestsTest, ASourcesLicenceReachesItsClips) {
  done(test::clip_of("a"), 1);
  model::Clip own = test::clip_of("b");
  own.licence = "MIT";
  done(own, 1);
  EXPECT_EQ(catalog::clip_summaries(catalog, "diagnosis")[0].licence, "CC-BY-4.0");
  catalog::put_source(catalog, "m", test::source_of("s", "CC0-1.0"));
  EXPECT_EQ(catalog::clip_summaries(catalog, "diagnosis")[0].licence, "CC0-1.0");
  EXPECT_EQ(catalog::clip_summaries(catalog, "diagnosis")[1].licence, "MIT");
}

TEST_F(ManifestsTest, SameAsIsSymmetricAndAddsItsSubjects) {
  catalog::put_same_as(catalog, "m", {{{"z", "q"}, {"m", "p"}}, {{"m", "p"}, {"z", "q"}}});
  const auto all = catalog::same_as(catalog);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].first, std::make_pair(std::string("m"), std::string("p")));
  EXPECT_EQ(catalog::status(catalog).subjects, 2);
  EXPECT_EQ(error_of([&] {
              catalog::put_same_as(catalog, "m", {{{"m", "p"}, {"m", "p"}}});
            }).first,
            Code::InvalidInput);
}

// A pair in two manifests stays as long as one of them has it.
TEST_F(ManifestsTest, SameAsIsRemovedByItsManifestOnly) {
  const catalog::SamePerson pair{{"m", "p"}, {"n", "q"}};
  catalog::put_same_as(catalog, "m", {pair});
  catalog::put_same_as(catalog, "n", {pair, {{"n", "q"}, {"n", "r"}}});
  catalog::put_same_as(catalog, "m", {});
  EXPECT_THAT(catalog::same_as(catalog), testing::ElementsAre(pair, testing::_));
  EXPECT_TRUE(catalog::same_as(catalog, "m").empty());
  catalog::remove_unnamed(catalog);
  EXPECT_EQ(catalog::status(catalog).subjects, 3) << "a subject that same_as names is needed";
  catalog::put_same_as(catalog, "n", {});
  catalog::remove_unnamed(catalog);
  EXPECT_EQ(catalog::status(catalog).subjects, 0);
}

}  // namespace
