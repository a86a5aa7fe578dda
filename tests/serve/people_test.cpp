#include "serve/people/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "catalog/people/accounts.h"
#include "serve/made_request.h"
#include "serve/people/account_changes.h"
#include "serve/people/secrets.h"
#include "support/support.h"

namespace serve {
namespace {

using test::made_request;

class PeopleTest : public testing::Test {
 protected:
  PeopleTest() { options.state = folder.path() / "state"; }

  std::int64_t add(const std::string& name, Role role) {
    return people().write([&](store::Database& db) {
      add_person(db, {}, name, role, "hash");
      return catalog::find_account(db, name)->id;
    });
  }
  std::string log_in(std::int64_t account) {
    const std::string secret = random_secret();
    people().write([&](store::Database& db) {
      return catalog::add_session(db,
                                  {.account = account, .created = now_s(), .used = now_s(), .expires = now_s() + 100},
                                  base::sha256(secret));
    });
    return secret;
  }
  std::string add_token(std::int64_t account, const std::string& role, std::int64_t valid_s = 100) {
    const std::string text = "sonoset_" + random_secret();
    people().write([&](store::Database& db) {
      return catalog::add_token(
          db, {.account = account, .name = "t", .role = role, .created = now_s(), .expires = now_s() + valid_s},
          base::sha256(text));
    });
    return text;
  }
  /// "STATUS" of a refusal, or "name role", with "*" where all is shown.
  std::string admitted(const std::string& method, std::vector<Header> headers, bool alone = false) {
    Request request = made_request(method, "/", std::move(headers));
    request.peer = "10.0.0.1";
    if (const auto refusal = people().admit(request, alone)) return std::to_string(refusal->status);
    return request.person.name + " " + std::to_string(static_cast<int>(request.person.role)) +
           (request.person.sees_all ? "*" : "");
  }
  People& people() {
    if (!people_) people_ = std::make_unique<People>(options);
    return *people_;
  }

  base::PrivateFolder folder = test::temporary_folder();
  PeopleOptions options;
  std::unique_ptr<People> people_;
};

TEST_F(PeopleTest, WithoutAccountsAllIsShownOnThisMachine) {
  EXPECT_EQ(admitted("GET", {}, true), " 0*");
  EXPECT_EQ(admitted("GET", {}, false), " 0");
  add("ann", Role::Contributor);
  EXPECT_EQ(admitted("GET", {}, true), " 0");
}

TEST_F(PeopleTest, SessionsNeedTheirCsrfToken) {
  const std::string secret = log_in(add("ann", Role::Curator));
  const Header cookie{"Cookie", "sonoset-session=" + secret};
  EXPECT_EQ(admitted("GET", {cookie}), "ann 2*");
  EXPECT_EQ(admitted("POST", {cookie}), "403");
  EXPECT_EQ(admitted("POST", {cookie, {"X-Sonoset-CSRF", csrf_token(random_secret())}}), "403");
  EXPECT_EQ(admitted("DELETE", {cookie, {"X-Sonoset-CSRF", csrf_token(secret)}}), "ann 2*");
  EXPECT_EQ(admitted("POST", {{"Cookie", "sonoset-session=" + random_secret()}}), " 0");
  people_.reset();
  EXPECT_EQ(admitted("GET", {cookie}), "ann 2*") << "a restart keeps sessions";
  people().write([](store::Database& db) {
    change_role(db, {}, "ann", Role::Admin);
    return true;
  });
  EXPECT_EQ(admitted("GET", {cookie}), " 0");
}

TEST_F(PeopleTest, TokensHaveAtMostTheRoleOfTheirOwner) {
  const std::int64_t ann = add("ann", Role::Curator);
  const auto bearer = [](const std::string& token) { return Header{"Authorization", "Bearer " + token}; };
  const std::string token = add_token(ann, "admin");
  EXPECT_EQ(admitted("POST", {bearer(token)}), "ann 2*");
  EXPECT_EQ(admitted("POST", {bearer(add_token(ann, "contributor"))}), "ann 1");
  EXPECT_EQ(admitted("GET", {bearer(add_token(ann, "curator", -1))}), "401");
  for (const std::string& text :
       {std::string(), std::string("x"), token + "x", "sonoset_" + random_secret(), token.substr(8)}) {
    EXPECT_EQ(admitted("GET", {bearer(text)}, true), "401") << text;
  }
  EXPECT_EQ(admitted("GET", {bearer(token), bearer(token)}), "401");
  const Header cookie{"Cookie", "sonoset-session=" + log_in(add("ben", Role::Admin))};
  EXPECT_EQ(admitted("GET", {bearer(token), cookie}), "ann 2*");
  EXPECT_EQ(admitted("GET", {bearer("x"), cookie}), "401");
  EXPECT_EQ(admitted("GET", {{"Authorization", "Basic eA=="}, cookie}), "ben 3*") << "for a proxy in front";
}

TEST_F(PeopleTest, ActionsAreForRoles) {
  const Action action{.answer = [](const Request&) { return Response{}; }, .least = Role::Curator};
  const auto status = [&](const Person& person) {
    Request request = made_request("GET", "/");
    request.person = person;
    const auto refusal = people().refuse(request, action);
    return refusal ? refusal->status : 200;
  };
  EXPECT_EQ(status({}), 401);
  EXPECT_EQ(status({.name = "ann", .role = Role::Contributor}), 403);
  EXPECT_EQ(status({.name = "ann", .role = Role::Curator}), 200);
  EXPECT_EQ(status({.name = "ann", .role = Role::Admin}), 200);
}

TEST_F(PeopleTest, RequestsOfAnAddressAreLimited) {
  int refused = 0;
  for (int i = 0; i < 20000 && refused == 0; ++i) refused += admitted("GET", {}) == "429" ? 1 : 0;
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(admitted("GET", {}, true), " 0*");
}

TEST_F(PeopleTest, TheStateFolderIsPrivate) {
  const auto refusal = [&]() -> std::string {
    try {
      open_state_folder(options.state);
      return "";
    } catch (const base::Error& error) {
      return error.what();
    }
  };
  EXPECT_EQ(refusal(), "");
  struct stat status {};
  ::stat(options.state.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
  ::stat((options.state / "people.db").c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  ::chmod((options.state / "people.db").c_str(), 0640);
  EXPECT_THAT(refusal(), testing::HasSubstr("chmod 600"));
  ::chmod((options.state / "people.db").c_str(), 0600);
  ::chmod(options.state.c_str(), 0755);
  EXPECT_THAT(refusal(), testing::HasSubstr("chmod 700"));
  ::chmod(options.state.c_str(), 0700);
  std::filesystem::rename(options.state / "people.db", options.state / "other.db");
  std::filesystem::create_symlink("other.db", options.state / "people.db");
  EXPECT_NE(refusal(), "");
}

TEST(Passwords, AreHashedAndCompared) {
  Passwords passwords;
  const auto hash = passwords.hash("correct horse");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=32768,t=3,p=1$")) << *hash;
  EXPECT_TRUE(passwords.matches(hash, "correct horse").value());
  EXPECT_FALSE(passwords.matches(hash, "correct hors").value());
  EXPECT_FALSE(passwords.matches(std::nullopt, "no password has this").value());
  EXPECT_TRUE(passwords.matches(passwords.hash("caf\u00e9 au lait"), "cafe\u0301 au lait").value());
  EXPECT_NO_THROW(Passwords::check("0123456789", "ann"));
  for (const std::string& text : {std::string(), std::string("012345678"), std::string(1001, 'x'),
                                  std::string("\u00e9\u00e9\u00e9\u00e9\u00e9"), std::string("Administrator")}) {
    EXPECT_THROW(Passwords::check(text, "administrator"), base::Error) << text;
  }
}

}  // namespace
}  // namespace serve
