// Filters of clips that are not columns, counts of whole lists, and where their pages start.
#include <gmock/gmock.h>

#include "catalog/clip_counts.h"
#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/fixture.h"
#include "catalog/list.h"
#include "catalog/removed.h"
#include "catalog/splits.h"

namespace {

using base::Code;
using catalog::Filter;
using catalog::Listing;
using test::clip_of;
using test::error_of;
using testing::ElementsAre;
using testing::IsEmpty;

class ClipFiltersTest : public test::CatalogTest {
 protected:
  ClipFiltersTest() {
    model::Clip first = clip_of("one");
    first.subject = "P-7";
    first.notes = "Pleurale Verdickung links, B\u00E4nder";
    first.attributes = {{"ward", "North 3"}};
    done(first, 3);
    model::Clip second = clip_of("two", "regular");
    second.notes = "pleural line regular";
    done(second, 2);
    done(clip_of("three", ""), 1);
    catalog::put_findings(catalog, model::Origin::Media, "clip", "one",
                          {{"truncated", "clip", "one", "x"}, {"truncated", "clip", "one", "y"}});
    catalog::put_findings(catalog, model::Origin::Media, "clip", "two", {{"truncated", "clip", "two", "x"}});
    catalog::resolve_findings(catalog, "clip", "two", "truncated", test::decision_of("ann", "{}"));
    model::Split split;
    split.parameters = {"halves", 2, model::SplitBy::Clip, 0, "diagnosis"};
    split.parameters.fold_names = {"train", "test"};
    split.groups = {{{"one"}, std::nullopt, 0}, {{"two"}, std::nullopt, 1}};
    catalog::put_split(catalog, split);
  }

  std::vector<std::string> clips(std::vector<Filter> filters) {
    std::vector<std::string> ids;
    for (const auto& row : catalog::list(catalog, {.kind = "clips", .filters = std::move(filters)}).rows) {
      ids.push_back(std::get<std::string>(row.front()));
    }
    return ids;
  }
};

TEST_F(ClipFiltersTest, FindsClipsByFindingSplitAndFold) {
  EXPECT_THAT(clips({{"finding", "truncated"}}), ElementsAre("one")) << "open ones only";
  EXPECT_THAT(clips({{"finding", ""}}), ElementsAre("three", "two"));
  EXPECT_THAT(clips({{"split", "halves"}}), ElementsAre("one", "two"));
  EXPECT_THAT(clips({{"split", ""}}), ElementsAre("three"));
  EXPECT_THAT(clips({{"split", "halves"}, {"fold", "1"}}), ElementsAre("two"));
  EXPECT_THAT(clips({{"fold", "train"}, {"split", "halves"}}), ElementsAre("one"));
  EXPECT_THAT(clips({{"split", "none"}, {"fold", "0"}}), IsEmpty());
  for (const auto& filters : {std::vector<Filter>{{"fold", "1"}},
                              {{"split", ""}, {"fold", "1"}},
                              {{"split", "halves"}, {"fold", "train,test"}},
                              {{"split", "halves"}, {"fold", ""}}}) {
    EXPECT_EQ(error_of([&] { clips(filters); }).first, Code::InvalidInput);
  }
  EXPECT_EQ(error_of([&] { catalog::list(catalog, {.kind = "clips", .sort = "finding"}); }).first, Code::InvalidInput);
}

TEST_F(ClipFiltersTest, SearchesTexts) {
  EXPECT_THAT(clips({{"q", "PLEURAL"}}), ElementsAre("one", "two"));
  EXPECT_THAT(clips({{"q", "  links\tpleural "}}), ElementsAre("one")) << "all words";
  EXPECT_THAT(clips({{"q", "B\u00C4NDER"}}), ElementsAre("one")) << "whatever the case";
  EXPECT_THAT(clips({{"q", "p-7 north"}}), ElementsAre("one")) << "subject and attributes";
  EXPECT_THAT(clips({{"q", "thre"}}), ElementsAre("three"));
  EXPECT_EQ(clips({{"q", ""}}).size(), 3U);
  EXPECT_THAT(clips({{"q", "%"}}), IsEmpty());
  EXPECT_THAT(clips({{"q", "verdickungnorth"}}), IsEmpty()) << "not across fields";
  EXPECT_THAT(clips({{"q", "regular"}, {"frames", "2"}}), ElementsAre("two"));
  catalog::remove_clip(catalog, "one");
  EXPECT_THAT(clips({{"q", "pleural"}}), ElementsAre("two"));
}

TEST_F(ClipFiltersTest, CountsClips) {
  const auto counts = catalog::count_clips(catalog, {.kind = "clips"}, {"diagnosis", "source"});
  ASSERT_EQ(counts.size(), 3U);
  EXPECT_THAT(counts[0].values, ElementsAre("", "s"));
  EXPECT_THAT(counts[1].values, ElementsAre("covid", "s"));
  EXPECT_EQ(counts[1].frames, 3);
  EXPECT_EQ(catalog::count_clips(catalog, {.kind = "clips", .filters = {{"q", "pleural"}}}, {}).front().clips, 2);
  EXPECT_EQ(error_of([&] { catalog::count_clips(catalog, {.kind = "clips"}, {"frames"}); }).first, Code::InvalidInput);
  const auto findings = catalog::count_clips_by_finding(catalog, {.kind = "clips"});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().clips, 1) << "two findings of one code";
  const auto folds =
      catalog::count_clips_by_fold(catalog, {.kind = "clips", .filters = {{"diagnosis", "covid"}}}, "halves");
  ASSERT_EQ(folds.size(), 1U);
  EXPECT_THAT(folds.front().values, ElementsAre("0"));
}

TEST_F(ClipFiltersTest, KnowsWherePagesStart) {
  for (int i = 0; i < 20; ++i) done(clip_of("clip-" + std::to_string(i)), i % 4);
  for (const bool descending : {false, true}) {
    const Listing listing{.kind = "clips", .sort = "frames", .descending = descending, .limit = 5};
    const catalog::PageStarts starts = catalog::page_starts(catalog, listing, 5);
    EXPECT_EQ(starts.rows, 23);
    Listing next = listing;
    std::vector<std::string> after;
    for (next.after = catalog::list(catalog, next).next; !next.after.empty();
         next.after = catalog::list(catalog, next).next) {
      after.push_back(next.after);
    }
    EXPECT_EQ(starts.after, after);
  }
}

}  // namespace
