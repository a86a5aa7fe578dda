#include <gmock/gmock.h>

#include "catalog/broken_rows.h"
#include "catalog/fixture.h"

namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class BrokenRowsTest : public test::CatalogTest {
 protected:
  BrokenRowsTest() { fill(); }
  std::vector<std::string> after(const std::string& script) {
    database.run_script("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + script +
                        "; PRAGMA ignore_check_constraints = OFF");
    return catalog::broken_rows(catalog);
  }
};

TEST_F(BrokenRowsTest, AGoodCatalogHasNone) { EXPECT_THAT(catalog::broken_rows(catalog), IsEmpty()); }

TEST_F(BrokenRowsTest, ReferencesThatLeadNowhere) {
  EXPECT_THAT(after("UPDATE link SET second = 'gone'"), Contains(HasSubstr("a row of table 'link'")));
}

TEST_F(BrokenRowsTest, ValuesThatCannotBe) {
  EXPECT_THAT(after("UPDATE clip_state SET state = 'lost' WHERE clip = 'a'"), Contains(HasSubstr("clip_state")));
}

TEST_F(BrokenRowsTest, ADoneClipWithoutFrames) {
  const auto broken = after("UPDATE clip_state SET frame_set = NULL, frames = 0 WHERE clip = 'a'");
  EXPECT_THAT(broken, Contains("clip 'a' is done, and has no frames"));
  EXPECT_THAT(broken, Contains(HasSubstr("other frames than those")));
}

TEST_F(BrokenRowsTest, FramesThatWentMissing) {
  EXPECT_THAT(after("DELETE FROM frame WHERE picture = 10"),
              Contains("a frame set of clip 'a' has another number of frames than it says"));
}

TEST_F(BrokenRowsTest, CopiesThatDisagree) {
  EXPECT_THAT(after("UPDATE clip_state SET licence = 'MIT'"), Contains(HasSubstr("another licence")));
  EXPECT_THAT(after("UPDATE clip_state SET findings = 7"), Contains(HasSubstr("another number of open findings")));
  EXPECT_THAT(after("UPDATE label_in_effect SET value = 'x' WHERE clip = 'a'"),
              Contains("clip 'a' is shown with a diagnosis that it has not"));
  EXPECT_THAT(after("DELETE FROM label_in_effect WHERE clip = 'b'"),
              Contains("clip 'b' is shown without its diagnosis"));
  EXPECT_THAT(after("UPDATE tally SET n = n + 1 WHERE name = 'frames'"), Contains(HasSubstr("the count 'frames'")));
  EXPECT_THAT(after("DELETE FROM clip_state WHERE clip = 'b'"), Contains("clip 'b' has no row of work"));
}

TEST_F(BrokenRowsTest, FindingsAboutNothing) {
  EXPECT_THAT(after("INSERT INTO finding VALUES ('clip', 'gone', 'truncated', '', 'error', '', '')"),
              Contains("a finding is about clip 'gone', which there is not"));
}

// A damaged page is told, not believed and not a crash.
TEST_F(BrokenRowsTest, ADamagedFile) {
  for (int i = 0; i < 50; ++i) done(test::clip_of("more-" + std::to_string(i)), 20);
  catalog = catalog::Catalog::create(folder.path() / "other");
  std::string bytes = base::read_text(file);
  // Frames came last; the schema, without which nothing opens, is before them.
  for (std::size_t i = bytes.size() - 81920; i < bytes.size() - 40960; ++i) bytes[i] = static_cast<char>(i * 131);
  base::write_atomically(file, bytes);
  catalog = catalog::Catalog::open(file, catalog::Catalog::Access::Read);
  EXPECT_FALSE(catalog::broken_rows(catalog).empty());
}

}  // namespace
