#include "catalog/splits.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/fixture.h"
#include "catalog/manifests.h"
#include "catalog/status.h"
#include "catalog/work.h"

#include <gmock/gmock.h>

namespace {

using base::Code;
using catalog::ClipSummary;
using model::Split;
using test::clip_of;
using test::error_of;

class SplitsTest : public test::CatalogTest {
 protected:
  SplitsTest() {
    for (const char* const id : {"a", "b", "c"}) done(clip_of(id), 1);
  }
  Split split(const std::string& name) {
    Split one;
    one.parameters = {name, 2, model::SplitBy::Case, 0xFFFFFFFFFFFFFFFF, "severity", model::UnknownClips::LeaveOut};
    one.groups = {{{"a", "c"}, model::Link{model::LinkKind::Case, "m/k", "a", "c"}, 1}, {{"b"}, std::nullopt, 0}};
    return one;
  }
};

TEST_F(SplitsTest, RoundTrip) {
  catalog::put_split(catalog, split("x"));
  EXPECT_EQ(catalog::find_split(catalog, "x"), split("x"));
  EXPECT_EQ(catalog::find_split(catalog, "y"), std::nullopt);
}

TEST_F(SplitsTest, OneOfTheSameNameIsReplaced) {
  catalog::put_split(catalog, split("x"));
  Split other = split("x");
  other.groups = {{{"b"}, std::nullopt, 1}};
  other.stale = "clips were added";
  catalog::put_split(catalog, other);
  catalog::put_split(catalog, split("w"));
  EXPECT_EQ(catalog::find_split(catalog, "x"), other);
  EXPECT_THAT(catalog::split_names(catalog), testing::ElementsAre("w", "x"));
  EXPECT_EQ(catalog::status(catalog).splits, 2);
  EXPECT_EQ(catalog::status(catalog).stale_splits, 1);
}

TEST_F(SplitsTest, CanBecomeStale) {
  catalog::put_split(catalog, split("x"));
  catalog::set_stale(catalog, "x", "clip 'a' was removed");
  EXPECT_EQ(catalog::find_split(catalog, "x")->stale, "clip 'a' was removed");
  EXPECT_EQ(error_of([&] { catalog::set_stale(catalog, "y", ""); }).first, Code::NotFound);
}

TEST_F(SplitsTest, AClipIsInOneGroup) {
  Split twice = split("x");
  twice.groups[1].clips = {"a"};
  EXPECT_EQ(error_of([&] { catalog::put_split(catalog, twice); }).first, Code::InvalidInput);
  EXPECT_TRUE(catalog::split_names(catalog).empty());
}

class UnitsTest : public test::CatalogTest {};

TEST_F(UnitsTest, HaveWhatASplitNeeds) {
  model::Clip clip = clip_of("b", "regular");
  clip.subject = "p";
  clip.clip_case = "k";
  clip.licence = "MIT";
  clip.labels.push_back({"severity", "2", "", "", model::Role::Manifest});
  done(clip, 3);
  done(clip_of("a", ""), 1);
  const auto all = catalog::clip_summaries(catalog, "diagnosis");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].clip, "a");
  EXPECT_EQ(all[0].subject, "");
  EXPECT_EQ(all[0].value, "");
  EXPECT_EQ(all[0].licence, "CC-BY-4.0");
  EXPECT_EQ(all[1].manifest, "m");
  EXPECT_EQ(all[1].source, "s");
  EXPECT_EQ(all[1].subject, "m/p");
  EXPECT_EQ(all[1].clip_case, "m/k");
  EXPECT_EQ(all[1].value, "regular");
  EXPECT_EQ(all[1].licence, "MIT");
  EXPECT_EQ(all[1].frames, 3);
  EXPECT_EQ(catalog::clip_summaries(catalog, "severity")[1].value, "2");
}

TEST_F(UnitsTest, AreOnlyDoneClips) {
  done(clip_of("a"), 1);
  done(clip_of("b"), 1);
  done(clip_of("c"), 1);
  catalog::set_state(catalog, "a", catalog::State::Fetched);
  model::Recipe other;
  other.format = model::StillFormat::Jpeg95;
  catalog::put_clip(catalog, "m", clip_of("b"), other);
  const auto all = catalog::clip_summaries(catalog, "diagnosis");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].clip, "c");
}

// Several pseudonyms of one person, given in any order, become one.
TEST_F(UnitsTest, JoinThePseudonymsOfAPerson) {
  for (const char* const id : {"1", "2", "3", "4", "5"}) {
    model::Clip clip = clip_of(std::string("c") + id);
    clip.subject = std::string("p") + id;
    done(clip, 1);
  }
  catalog::put_same_as(catalog, "m",
                       {{{"m", "p5"}, {"m", "p4"}},
                        {{"m", "p3"}, {"m", "p2"}},
                        {{"m", "p5"}, {"m", "p2"}},
                        {{"a", "elsewhere"}, {"m", "p4"}}});
  const auto all = catalog::clip_summaries(catalog, "diagnosis");
  EXPECT_EQ(all[0].subject, "m/p1");
  for (const std::size_t i : {1, 2, 3, 4}) EXPECT_EQ(all[i].subject, "a/elsewhere") << i;
}

}  // namespace
