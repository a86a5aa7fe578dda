#include <gmock/gmock.h>

#include "catalog/broken_rows.h"
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
