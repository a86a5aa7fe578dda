#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/fixture.h"
#include "catalog/people/accounts.h"
#include "catalog/people/audit.h"
#include "catalog/people/credentials.h"
#include "catalog/people/people_file.h"

namespace {

using base::Code;
using base::sha256;
using test::error_of;

class PeopleFileTest : public testing::Test {
 protected:
  std::int64_t add(const std::string& name, const std::string& role = "curator") {
    return catalog::add_account(people, {.name = name, .role = role, .password = "hash", .created = 1});
  }
  std::int64_t add_session(std::int64_t account, const std::string& secret, std::int64_t expires = 100) {
    return catalog::add_session(
        people, {.account = account, .address = "::1", .created = 5, .used = 5, .expires = expires}, sha256(secret));
  }
  bool has_session(const std::string& secret, std::int64_t now = 10, std::int64_t used_after = 0) {
    return catalog::find_session(people, sha256(secret), now, used_after).has_value();
  }

  base::PrivateFolder folder = test::temporary_folder();
  std::filesystem::path file = folder.path() / "people.db";
  store::Database people = catalog::create_people(file);
};

TEST_F(PeopleFileTest, OpensOnlyItsOwn) {
  EXPECT_FALSE(catalog::has_accounts(people));
  add("ann");
  auto again = catalog::open_people(file, store::Database::Access::Read);
  EXPECT_TRUE(catalog::has_accounts(again));
  people.run_script("CREATE VIEW account_view AS SELECT 1");
  EXPECT_EQ(error_of([&] { catalog::open_people(file, store::Database::Access::Read); }).first, Code::Corrupt);
  const auto other = folder.path() / "catalog.sqlite";
  catalog::Catalog::create(other);
  EXPECT_EQ(error_of([&] { catalog::open_people(other, store::Database::Access::Write); }).first, Code::Unsupported);
}

TEST_F(PeopleFileTest, NamesAreNotTakenTwice) {
  const std::int64_t first = add("ann");
  EXPECT_EQ(error_of([&] { add("ann"); }).first, Code::InvalidInput);
  catalog::remove_account(people, first);
  EXPECT_GT(add("ann"), first) << "ids are not used again";
}

TEST_F(PeopleFileTest, ChangesEndSessions) {
  const std::int64_t ann = add("ann");
  const std::int64_t ben = add("ben");
  add_session(ben, "ben");
  const auto ends = [&](auto change) {
    add_session(ann, "ann");
    EXPECT_TRUE(has_session("ann"));
    change();
    EXPECT_FALSE(has_session("ann"));
    EXPECT_TRUE(has_session("ben"));
  };
  ends([&] { catalog::set_password(people, ann, "other"); });
  ends([&] { catalog::set_role(people, ann, "admin"); });
  ends([&] { catalog::set_disabled(people, ann, true); });
  EXPECT_EQ(catalog::count_admins(people), 0);
  catalog::set_disabled(people, ann, false);
  EXPECT_EQ(catalog::count_admins(people), 1);
  ends([&] { catalog::remove_account(people, ann); });
}

TEST_F(PeopleFileTest, SessionsExpire) {
  const std::int64_t ann = add("ann");
  const std::int64_t id = add_session(ann, "s", 100);
  EXPECT_TRUE(has_session("s", 99, 4));
  EXPECT_FALSE(has_session("s", 100, 4));
  EXPECT_FALSE(has_session("s", 99, 5));
  EXPECT_FALSE(has_session("t"));
  catalog::set_session_used(people, id, 50);
  catalog::set_session_used(people, id, 40);
  EXPECT_TRUE(has_session("s", 99, 49));
  EXPECT_FALSE(catalog::end_session(people, add("ben"), id));
  EXPECT_TRUE(catalog::end_session(people, ann, id));
  for (int i = 0; i < 60; ++i) add_session(ann, std::to_string(i));
  EXPECT_EQ(catalog::sessions(people, ann, 10, 0).size(), 50U);
  EXPECT_FALSE(has_session("9"));
  EXPECT_TRUE(has_session("10"));
  catalog::remove_expired(people, 100, 0);
  EXPECT_EQ(catalog::sessions(people, ann, 10, 0).size(), 0U);
}

TEST_F(PeopleFileTest, TokensBelongToAnAccount) {
  const std::int64_t ann = add("ann", "admin");
  const auto token_of = [&](const std::string& name) {
    return catalog::Token{.account = ann, .name = name, .role = "curator", .created = 1, .expires = 100};
  };
  const std::int64_t id = catalog::add_token(people, token_of("laptop"), sha256("t"));
  const auto found = catalog::find_token(people, sha256("t"), 99);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->owner + " " + found->owner_role + " " + found->role, "ann admin curator");
  EXPECT_FALSE(catalog::find_token(people, sha256("t"), 100));
  catalog::set_disabled(people, ann, true);
  EXPECT_FALSE(catalog::find_token(people, sha256("t"), 99));
  EXPECT_FALSE(catalog::remove_token(people, ann + 1, id));
  EXPECT_TRUE(catalog::remove_token(people, ann, id));
  for (int i = 0; i < 50; ++i) catalog::add_token(people, token_of("x"), sha256(std::to_string(i)));
  EXPECT_EQ(error_of([&] { catalog::add_token(people, token_of("x"), sha256("50")); }).first, Code::InvalidInput);
}

TEST_F(PeopleFileTest, InvitationsWorkOnce) {
  const std::int64_t ann = add("ann");
  catalog::put_invitation(people, ann, sha256("old"), 100);
  catalog::put_invitation(people, ann, sha256("new"), 100);
  EXPECT_FALSE(catalog::invited_account(people, sha256("old"), 10));
  EXPECT_FALSE(catalog::invited_account(people, sha256("new"), 100));
  EXPECT_EQ(catalog::invited_account(people, sha256("new"), 99)->name, "ann");
  catalog::set_password(people, ann, "hash");
  EXPECT_FALSE(catalog::invited_account(people, sha256("new"), 99));
}

TEST_F(PeopleFileTest, KeepsTheLastAddresses) {
  const std::int64_t ann = add("ann");
  for (int i = 0; i < 30; ++i) catalog::put_known_address(people, ann, "10.0.0." + std::to_string(i), i);
  EXPECT_TRUE(catalog::is_known_address(people, ann, "10.0.0.10"));
  EXPECT_FALSE(catalog::is_known_address(people, ann, "10.0.0.9"));
}

TEST_F(PeopleFileTest, TheAuditLogOnlyGrows) {
  for (int i = 1; i <= 5; ++i) catalog::add_event(people, {0, i, "ann", "::1", "act", "x", "done"});
  const auto last = catalog::events(people, 0, 2);
  ASSERT_EQ(last.size(), 2U);
  EXPECT_EQ(last[1].at, 4);
  EXPECT_EQ(catalog::events(people, last[1].id, 10).size(), 3U);
  EXPECT_EQ(error_of([&] { people.run("DELETE FROM audit"); }).first, Code::InvalidInput);
  EXPECT_EQ(error_of([&] { people.run("UPDATE audit SET person = 'ben'"); }).first, Code::InvalidInput);
}

}  // namespace
