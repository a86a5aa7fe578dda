#include "catalog/contributions/contributions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/contributions/contributions_file.h"
#include "catalog/contributions/uploads.h"
#include "catalog/fixture.h"

namespace {

using catalog::ContributedFile;
using catalog::FileState;
using testing::ElementsAre;

class ContributionsTest : public testing::Test {
 protected:
  void add_upload(const std::string& id, const std::string& person, std::int64_t bytes, std::int64_t expires = 100) {
    catalog::add_upload(db, {id, person, id + ".mp4", bytes, 1, expires});
  }
  void add(const std::string& contribution, const std::string& person, std::int64_t created,
           const std::vector<std::string>& files) {
    catalog::add_contribution(db, {contribution, person, created, "CC0-1.0", 1, "words"}, base::sha256(contribution));
    std::int64_t number = 0;
    for (const std::string& id : files) {
      catalog::add_contributed_file(
          db, {.id = id, .contribution = contribution, .place = number++, .name = id, .bytes = 10, .said = "{}"});
    }
  }
  void set_state(const std::string& id, FileState state, const std::string& content = "") {
    ContributedFile file = catalog::find_contributed_file(db, id).value();
    const FileState before = file.state;
    file.state = state;
    if (!content.empty()) file.object = base::sha256(content);
    EXPECT_TRUE(catalog::put_contributed_file(db, file, before));
  }
  std::vector<std::string> listed(const catalog::ContributionQuery& query) {
    std::vector<std::string> ids;
    for (const catalog::Contribution& one : catalog::contributions(db, query)) ids.push_back(one.id);
    return ids;
  }

  base::PrivateFolder folder = test::temporary_folder();
  std::filesystem::path place = folder.path() / "contributions.db";
  store::Database db = catalog::create_contributions(place);
};

TEST_F(ContributionsTest, OpensAgain) {
  add_upload("u", "ann", 5);
  db = catalog::open_contributions(place);
  EXPECT_EQ(catalog::find_upload(db, "u")->name, "u.mp4");
  EXPECT_FALSE(catalog::find_upload(db, "v"));
}

TEST_F(ContributionsTest, CountsWhatIsThere) {
  add_upload("a", "ann", 5);
  add_upload("b", "ben", 7);
  add("c", "ann", 1, {"d"});
  EXPECT_EQ(catalog::held_by(db, "ann").uploads, 1);
  EXPECT_EQ(catalog::held_by(db, "ann").bytes, 15);
  EXPECT_EQ(catalog::held_by_all(db).bytes, 22);
  EXPECT_THAT(catalog::held_ids(db), ElementsAre("a", "b", "d"));
  ContributedFile gone = catalog::find_contributed_file(db, "d").value();
  gone.kept = false;
  EXPECT_TRUE(catalog::put_contributed_file(db, gone, gone.state));
  EXPECT_EQ(catalog::held_by(db, "ann").bytes, 5);
  EXPECT_THAT(catalog::held_ids(db), ElementsAre("a", "b"));
}

TEST_F(ContributionsTest, UploadsExpire) {
  add_upload("old", "ann", 5, 100);
  add_upload("new", "ann", 5, 100);
  catalog::set_upload_expires(db, "new", 200);
  const auto expired = catalog::expired_uploads(db, 100);
  ASSERT_EQ(expired.size(), 1U);
  EXPECT_EQ(expired.front().id, "old");
  EXPECT_TRUE(catalog::remove_upload(db, "old"));
  EXPECT_FALSE(catalog::remove_upload(db, "old"));
}

TEST_F(ContributionsTest, AFileChangesOnlyFromTheStateThatWasRead) {
  add("c", "ann", 1, {"f"});
  ContributedFile read = catalog::find_contributed_file(db, "f").value();
  set_state("f", FileState::Withdrawn);
  read.state = FileState::Quarantined;
  EXPECT_FALSE(catalog::put_contributed_file(db, read, FileState::Received));
  EXPECT_EQ(catalog::find_contributed_file(db, "f")->state, FileState::Withdrawn);
}

TEST_F(ContributionsTest, ListsTheNewestFirst) {
  add("a", "ann", 1, {"fa"});
  add("b", "ben", 2, {"fb"});
  add("c", "ann", 2, {"fc", "fd"});
  set_state("fd", FileState::Quarantined);
  EXPECT_THAT(listed({}), ElementsAre("c", "b", "a"));
  EXPECT_THAT(listed({.after = "c", .limit = 1}), ElementsAre("b"));
  EXPECT_THAT(listed({.person = "ann"}), ElementsAre("c", "a"));
  EXPECT_THAT(listed({.state = FileState::Quarantined}), ElementsAre("c"));
  EXPECT_THAT(listed({.withdrawal_wanted = true}), ElementsAre());
  EXPECT_EQ(catalog::find_receipt(db, base::sha256("b"))->id, "b");
  EXPECT_FALSE(catalog::find_receipt(db, base::sha256("x")));
}

TEST_F(ContributionsTest, TheOldestAreCheckedFirstAndAgainAfterARestart) {
  add("b", "ben", 2, {"fb"});
  add("a", "ann", 1, {"f1", "f2"});
  const auto first = catalog::files_in_state(db, FileState::Received, 2);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].id, "f1");
  EXPECT_EQ(first[1].id, "f2");
  set_state("f1", FileState::Checking);
  set_state("f2", FileState::Refused);
  catalog::check_again(db);
  EXPECT_EQ(catalog::find_contributed_file(db, "f1")->state, FileState::Received);
  EXPECT_EQ(catalog::find_contributed_file(db, "f2")->state, FileState::Refused);
}

TEST_F(ContributionsTest, FindsTheSameBytesElsewhere) {
  add("c", "ann", 1, {"f", "g"});
  set_state("f", FileState::Quarantined, "bytes");
  set_state("g", FileState::Checking, "bytes");
  EXPECT_TRUE(catalog::is_held_elsewhere(db, catalog::find_contributed_file(db, "g").value()));
  set_state("f", FileState::Rejected);
  EXPECT_FALSE(catalog::is_held_elsewhere(db, catalog::find_contributed_file(db, "g").value()));
}

TEST_F(ContributionsTest, StatesHaveNames) {
  EXPECT_EQ(catalog::file_state_from("withdrawn"), FileState::Withdrawn);
  EXPECT_FALSE(catalog::file_state_from("x"));
}

}  // namespace
