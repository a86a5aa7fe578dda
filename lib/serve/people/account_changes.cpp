#include "serve/people/account_changes.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/people/accounts.h"
#include "catalog/people/audit.h"
#include "model/id.h"
#include "serve/people/people.h"
#include "serve/people/roles.h"
#include "serve/people/secrets.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

constexpr std::int64_t kInvitationS = 7 * std::int64_t{86'400};

void record_change(store::Database& people, const Author& author, const std::string& action,
                   const std::string& object) {
  catalog::add_event(people, {.at = now_s(),
                              .person = author.person,
                              .address = author.address,
                              .action = action,
                              .object = object,
                              .outcome = "done"});
}

/// Calls `change` with the account's id.
template <typename Change>
void change_account(store::Database& people, const Author& author, const std::string& name, const std::string& action,
                    Change change) {
  store::Transaction transaction(people);
  const std::optional<catalog::Account> account = catalog::find_account(people, name);
  if (!account) throw Error(Code::NotFound, fmt::format("no account '{}'", name));
  change(account->id);
  record_change(people, author, action, name);
  transaction.commit();
}

}  // namespace

void add_person(store::Database& people, const Author& author, const std::string& name, Role role,
                const std::optional<std::string>& password) {
  if (!model::is_id(name)) {
    throw Error(Code::InvalidInput, fmt::format("'{}' is not a valid name; use '{}'", name, model::suggest_id(name)));
  }
  store::Transaction transaction(people);
  catalog::add_account(people,
                       {.name = name, .role = std::string(role_text(role)), .password = password, .created = now_s()});
  record_change(people, author, fmt::format("add {}", role_text(role)), name);
  transaction.commit();
}

void remove_person(store::Database& people, const Author& author, const std::string& name) {
  change_account(people, author, name, "remove account", [&](std::int64_t id) { catalog::remove_account(people, id); });
}

void change_role(store::Database& people, const Author& author, const std::string& name, Role role) {
  change_account(people, author, name, fmt::format("make {}", role_text(role)),
                 [&](std::int64_t id) { catalog::set_role(people, id, role_text(role)); });
}

void change_disabled(store::Database& people, const Author& author, const std::string& name, bool disabled) {
  change_account(people, author, name, disabled ? "disable account" : "enable account",
                 [&](std::int64_t id) { catalog::set_disabled(people, id, disabled); });
}

void change_password(store::Database& people, const Author& author, const std::string& name, const std::string& hash) {
  change_account(people, author, name, "set password",
                 [&](std::int64_t id) { catalog::set_password(people, id, hash); });
}

Invitation invite(store::Database& people, const Author& author, const std::string& name) {
  Invitation made{random_secret(), now_s() + kInvitationS};
  change_account(people, author, name, "invite",
                 [&](std::int64_t id) { catalog::put_invitation(people, id, base::sha256(made.code), made.expires); });
  return made;
}

std::string invitation_path(std::string_view code) { return fmt::format("login#invitation={}", code); }

bool is_last_admin(store::Database& people, std::string_view name) {
  const std::optional<catalog::Account> account = catalog::find_account(people, name);
  return account && account->role == role_text(Role::Admin) && !account->disabled && account->password &&
         catalog::count_admins(people) == 1;
}

}  // namespace serve
