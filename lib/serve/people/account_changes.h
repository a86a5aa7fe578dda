#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "serve/http/person.h"
#include "store/database.h"

namespace serve {

// Changes of accounts, by the API and the command line. Each is a transaction with its event in the audit log, and ends
// the sessions of the account where what they may do changes. They throw InvalidInput for names that are not ids, and
// NotFound for an unknown account.

/// Who makes a change; both empty for the command line.
struct Author {
  std::string person;
  std::string address;
};

/// `password`: its hash, or nothing for a person who is to be invited. Throws InvalidInput for a name that is taken.
void add_person(store::Database& people, const Author& author, const std::string& name, Role role,
                const std::optional<std::string>& password);
void remove_person(store::Database& people, const Author& author, const std::string& name);
void change_role(store::Database& people, const Author& author, const std::string& name, Role role);
void change_disabled(store::Database& people, const Author& author, const std::string& name, bool disabled);
void change_password(store::Database& people, const Author& author, const std::string& name, const std::string& hash);

struct Invitation {
  std::string code;
  std::int64_t expires = 0;  ///< seconds since 1970
};
/// Lets a person set a password within seven days, once. The last invitation of an account counts.
Invitation invite(store::Database& people, const Author& author, const std::string& name);

/// The page at which an invitation is accepted, below the server's address. Fragments are not sent to servers, nor to
/// their logs.
std::string invitation_path(std::string_view code);

/// Whether nobody could manage accounts any more without this one.
bool is_last_admin(store::Database& people, std::string_view name);

}  // namespace serve
