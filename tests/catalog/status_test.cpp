#include <gmock/gmock.h>

#include "catalog/broken_rows.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/fixture.h"
#include "catalog/frame_sets.h"
#include "catalog/status.h"
#include "catalog/work.h"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class StatusTest : public test::CatalogTest {};

TEST_F(StatusTest, IsZeroForAnEmptyCatalog) {
  const auto status = catalog::status(catalog);
  EXPECT_EQ(status.clips, 0);
  EXPECT_EQ(status.frames, 0);
  EXPECT_THAT(status.clips_by_state,
              ElementsAre(Pair("planned", 0), Pair("fetched", 0), Pair("done", 0), Pair("failed", 0)));
  EXPECT_THAT(status.findings_by_code, IsEmpty());
}

TEST_F(StatusTest, CountsEverything) {
  fill();
  catalog::put_clip(catalog, "m", test::clip_of("c"), recipe);
  catalog::set_state(catalog, "c", catalog::State::Failed, "object-missing");
  catalog::put_findings(catalog, model::Origin::Media, "clip", "c", {{"object-missing", "clip", "c", "nowhere"}});
  catalog::put_findings(catalog, model::Origin::Manifest, "source", "s",
                        {{"licence-unknown", "source", "s", "none said"}});
  const auto status = catalog::status(catalog);
  EXPECT_EQ(status.manifests, 2);
  EXPECT_EQ(status.sources, 2);
  EXPECT_EQ(status.clips, 3);
  EXPECT_EQ(status.subjects, 3);
  EXPECT_EQ(status.objects, 1);
  EXPECT_EQ(status.object_bytes, 1234);
  EXPECT_EQ(status.frames, 5);
  EXPECT_EQ(status.splits, 1);
  EXPECT_EQ(status.stale_splits, 0);
  EXPECT_EQ(status.open_findings, 2) << "the resolved one is not open";
  EXPECT_THAT(status.findings_by_code, ElementsAre(Pair("licence-unknown", 1), Pair("object-missing", 1)));
  EXPECT_THAT(status.clips_by_state,
              ElementsAre(Pair("planned", 0), Pair("fetched", 0), Pair("done", 2), Pair("failed", 1)));
}

// What older versions did not look for is never counted as looked for.
TEST_F(StatusTest, CountsWhatWasLookedFor) {
  fill();
  EXPECT_EQ(catalog::status(catalog).text.yes, 2);
  EXPECT_EQ(catalog::status(catalog).metadata.no, 0);
  model::FrameSet set = test::set_of("b", recipe, object, 2);
  set.texts->areas_unread = 1;
  set.depth_mm.reset();
  set.tags.reset();
  catalog::put_frame_set(catalog, set);
  const auto status = catalog::status(catalog);
  EXPECT_EQ(status.text.yes, 1);
  EXPECT_EQ(status.text.partly, 1);
  EXPECT_EQ(status.metadata.yes, 1);
  EXPECT_EQ(status.metadata.no, 1);
  const auto units = catalog::clip_summaries(catalog, "diagnosis");
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].text, catalog::Looked::Yes);
  EXPECT_EQ(units[1].text, catalog::Looked::Partly);
  EXPECT_EQ(units[1].metadata, catalog::Looked::No);
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->depth_mm, 120);
  EXPECT_EQ(catalog::current_frame_set(catalog, "b")->depth_mm, std::nullopt);
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->tags, test::set_of("a", recipe, object, 2).tags);
}

// Triggers keep the counts: they equal what counting gives after every change.
TEST_F(StatusTest, CountsStayCorrectAfterEveryChange) {
  fill();
  catalog::put_findings(catalog, model::Origin::Media, "clip", "a", {});
  catalog::put_findings(catalog, model::Origin::Media, "clip", "b",
                        {{"truncated", "clip", "b", "1"}, {"truncated", "clip", "b", "2"}});
  catalog::resolve_findings(catalog, "clip", "b", "truncated", test::decision_of("zoe", "{}"));
  catalog::resolve_findings(catalog, "clip", "b", "truncated", test::decision_of("ann", "{}"));
  catalog::put_object(catalog, object, 99);
  catalog::remove_frame_set(catalog, test::set_of("b", recipe, object, 0));
  catalog::put_findings(catalog, model::Origin::Media, "clip", "b", {{"truncated", "clip", "b", "3"}});
  EXPECT_THAT(catalog::broken_rows(catalog), IsEmpty());
  const auto status = catalog::status(catalog);
  EXPECT_EQ(status.object_bytes, 99);
  EXPECT_EQ(status.frames, 3);
  EXPECT_EQ(status.open_findings, 1);
}

}  // namespace
