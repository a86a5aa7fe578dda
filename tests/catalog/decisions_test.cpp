#include "catalog/decisions.h"
#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/fixture.h"
#include "catalog/links.h"
#include "catalog/list.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace {

using base::Code;
using model::Link;
using model::LinkKind;
using model::Role;
using test::clip_of;
using test::decision_of;
using test::error_of;
using testing::ElementsAre;

class DecisionsTest : public test::CatalogTest {
 protected:
  DecisionsTest() {
    for (const char* const id : {"a", "b", "c"}) catalog::put_clip(catalog, "m", clip_of(id), recipe);
  }
  std::string diagnosis(const std::string& clip) {
    auto row = database.query("SELECT value FROM label_in_effect WHERE axis = 'diagnosis' AND clip = ?", clip);
    return row.step() ? row.text(0) : "";
  }
};

TEST_F(DecisionsTest, AreKeptOnceAndInOrder) {
  const auto second = decision_of("zoe", "{}");
  auto first = second;
  first.at = "2027-01-01T00:00:00Z";
  EXPECT_TRUE(catalog::put_decision(catalog, first));
  EXPECT_TRUE(catalog::put_decision(catalog, second));
  EXPECT_FALSE(catalog::put_decision(catalog, first));
  EXPECT_THAT(catalog::decisions(catalog), ElementsAre(first, second));
}

TEST_F(DecisionsTest, LabelsTakeEffect) {
  EXPECT_EQ(diagnosis("a"), "covid");
  catalog::add_label(catalog, "a", {"diagnosis", "regular", "zoe", "CT", Role::Curator}, decision_of("zoe", "1"));
  EXPECT_EQ(diagnosis("a"), "regular");
  catalog::add_label(catalog, "a", {"diagnosis", "pneumonia", "ann", "CT", Role::Curator}, decision_of("ann", "2"));
  EXPECT_EQ(diagnosis("a"), "pneumonia") << "the later decision counts, not the later name";
  EXPECT_EQ(catalog::list(catalog, {"clips", {{"diagnosis", "pneumonia"}}, ""}).rows.size(), 1U);
  EXPECT_EQ(catalog::decisions(catalog).size(), 2U);
}

TEST_F(DecisionsTest, ADecisionAddsItsLabelOnce) {
  const model::Label label{"diagnosis", "regular", "zoe", "CT", Role::Annotator};
  catalog::add_label(catalog, "a", label, decision_of("zoe", "1"));
  catalog::add_label(catalog, "a", label, decision_of("zoe", "1"));
  EXPECT_EQ(number("SELECT count(*) FROM label WHERE role = 'annotator'"), 1);
  EXPECT_EQ(error_of([&] { catalog::add_label(catalog, "none", label, decision_of("zoe", "1")); }).first,
            Code::NotFound);
  const model::Label manifest{"diagnosis", "regular", "", "", Role::Manifest};
  EXPECT_EQ(error_of([&] { catalog::add_label(catalog, "a", manifest, decision_of("zoe", "1")); }).first,
            Code::InvalidInput);
}

// A check that runs again must keep resolutions.
TEST_F(DecisionsTest, AFindingKeepsItsResolution) {
  const model::Finding cut{"truncated", "clip", "a", "ends early"};
  const model::Finding count{"frame-count-differs", "clip", "a", "claims 3, has 2"};
  catalog::put_findings(catalog, model::Origin::Media, "clip", "a", {cut, count});
  EXPECT_EQ(catalog::resolve_findings(catalog, "clip", "a", "truncated", decision_of("zoe", "{}")), 1);
  EXPECT_EQ(catalog::resolve_findings(catalog, "clip", "b", "truncated", decision_of("zoe", "{}")), 0);
  catalog::put_findings(catalog, model::Origin::Media, "clip", "a", {cut});
  const auto left = catalog::findings(catalog, "clip", "a");
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].finding, cut);
  EXPECT_EQ(left[0].resolved_by, "zoe");
  EXPECT_EQ(left[0].resolution, "looked at it");
  catalog::put_findings(catalog, model::Origin::Media, "clip", "a", {});
  EXPECT_TRUE(catalog::findings(catalog, "clip", "a").empty());
}

// Findings of other origins, and their resolutions, survive an import.
TEST_F(DecisionsTest, OnlyItsOriginReplacesAFinding) {
  const std::map<model::Origin, model::Finding> made = {
      {model::Origin::Manifest, {"licence-unknown", "clip", "a", "none"}},
      {model::Origin::Media, {"truncated", "clip", "a", "ends early"}},
      {model::Origin::Pictures, {"frozen", "clip", "a", "all alike"}},
      {model::Origin::Links, {"label-conflict", "clip", "a", "with b"}},
      {model::Origin::Model, {"label-issue", "clip", "a", "another"}}};
  for (const auto& [origin, finding] : made) {
    catalog::put_findings(catalog, origin, "clip", "a", {finding});
    catalog::resolve_findings(catalog, "clip", "a", finding.code, decision_of("zoe", "{}"));
  }
  for (const auto& [origin, finding] : made) {
    catalog::put_findings(catalog, origin, "clip", "a", {});
    EXPECT_EQ(catalog::findings(catalog, "clip", "a").size(), made.size() - 1) << finding.code;
    catalog::put_findings(catalog, origin, "clip", "a", {finding});
    for (const auto& [other, theirs] : made) {
      if (other == origin) continue;
      const model::Origin wrong = origin;
      const model::Finding foreign = theirs;
      EXPECT_EQ(error_of([&] { catalog::put_findings(catalog, wrong, "clip", "a", {foreign}); }).first,
                Code::InvalidInput);
    }
    catalog::resolve_findings(catalog, "clip", "a", finding.code, decision_of("zoe", "{}"));
  }
  for (const auto& row : catalog::findings(catalog, "clip", "a")) EXPECT_EQ(row.resolved_by, "zoe") << row.finding.code;
}

TEST_F(DecisionsTest, RejectsFindingsOfAnotherOriginOrSubject) {
  const auto put = [&](const model::Finding& finding) {
    catalog::put_findings(catalog, model::Origin::Media, "clip", "a", {finding});
  };
  EXPECT_EQ(error_of([&] { put({"no-such-code", "clip", "a", ""}); }).first, Code::InvalidInput);
  EXPECT_EQ(error_of([&] { put({"truncated", "clip", "b", ""}); }).first, Code::InvalidInput);
  EXPECT_EQ(error_of([&] { put({"truncated", "source", "a", ""}); }).first, Code::InvalidInput);
}

TEST_F(DecisionsTest, LinksOfAKindAreReplaced) {
  std::vector<Link> all = {{LinkKind::SameSource, "m/s", "a", "b"},
                           {LinkKind::Object, "x", "a", "c"},
                           {LinkKind::Subject, "m/p", "b", "c"},
                           {LinkKind::Object, "x", "a", "b"}};
  catalog::put_links(catalog, {LinkKind::Object, LinkKind::SameSource, LinkKind::Subject}, all);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(catalog::links(catalog), all) << "the strongest evidence first";
  EXPECT_EQ(catalog::links_of(catalog, "c").size(), 2U);
  catalog::put_links(catalog, {LinkKind::Object}, {});
  EXPECT_EQ(catalog::links(catalog).size(), 2U);
  EXPECT_EQ(error_of([&] {
              catalog::put_links(catalog, {}, {{LinkKind::Case, "k", "b", "a"}});
            }).first,
            Code::InvalidInput)
      << "first comes before second";
  EXPECT_EQ(error_of([&] {
              catalog::put_links(catalog, {}, {{LinkKind::Case, "k", "a", "none"}});
            }).first,
            Code::InvalidInput);
}

}  // namespace
