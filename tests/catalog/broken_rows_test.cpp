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

TEST_F(BrokenRowsTest, FindsDanglingReferences) {
  EXPECT_THAT(after("UPDATE link SET second = 'gone'"), Contains(HasSubstr("a row of table 'link'")));
}

TEST_F(BrokenRowsTest, FindsInvalidValues) {
  EXPECT_THAT(after("UPDATE clip_state SET state = 'lost' WHERE clip = 'a'"), Contains(HasSubstr("clip_state")));
}

TEST_F(BrokenRowsTest, FindsADoneClipWithoutFrames) {
  const auto broken = after("UPDATE clip_state SET frame_set = NULL, frames = 0 WHERE clip = 'a'");
  EXPECT_THAT(broken, Contains("clip 'a' is done but has no frames"));
  EXPECT_THAT(broken, Contains("clip 'a' refers to frames of another recipe or object"));
}

TEST_F(BrokenRowsTest, FindsMissingFrames) {
  EXPECT_THAT(after("DELETE FROM frame WHERE picture = 10"),
              Contains("a frame set of clip 'a' has a wrong number of frames"));
}

TEST_F(BrokenRowsTest, FindsCopiesThatDisagree) {
  EXPECT_THAT(after("UPDATE clip_state SET licence = 'MIT'"),
              Contains("the licence stored for clip 'a' is neither its own nor its source's"));
  EXPECT_THAT(after("UPDATE clip_state SET findings = 7"),
              Contains("the number of open findings stored for clip 'a' is wrong"));
  EXPECT_THAT(after("UPDATE label_in_effect SET value = 'x' WHERE clip = 'a'"),
              Contains("the label stored for clip 'a' on axis 'diagnosis' is wrong"));
  EXPECT_THAT(after("DELETE FROM label_in_effect WHERE clip = 'b'"),
              Contains("no label is stored for clip 'b' on axis 'diagnosis', but it has one"));
  EXPECT_THAT(after("UPDATE tally SET n = n + 1 WHERE name = 'frames'"),
              Contains("the stored count 'frames' is wrong"));
  EXPECT_THAT(after("DELETE FROM clip_state WHERE clip = 'b'"), Contains("clip 'b' has no state"));
}

TEST_F(BrokenRowsTest, FindsFindingsAboutMissingClips) {
  EXPECT_THAT(after("INSERT INTO finding VALUES ('clip', 'gone', 'truncated', '', 'error', '', '')"),
              Contains("a finding is about clip 'gone', which does not exist"));
}

// A damaged page is reported.
TEST_F(BrokenRowsTest, ReportsADamagedFile) {
  for (int i = 0; i < 50; ++i) done(test::clip_of("more-" + std::to_string(i)), 20);
  catalog = catalog::Catalog::create(folder.path() / "other");
  std::string bytes = base::read_text(file);
  // Frames were written last; the schema, without which the file cannot be opened, comes before them.
  for (std::size_t i = bytes.size() - 81920; i < bytes.size() - 40960; ++i) bytes[i] = static_cast<char>(i * 131);
  base::write_atomically(file, bytes);
  catalog = catalog::Catalog::open(file, catalog::Catalog::Access::Read);
  EXPECT_FALSE(catalog::broken_rows(catalog).empty());
}

}  // namespace
