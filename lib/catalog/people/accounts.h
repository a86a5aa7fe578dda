#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "store/database.h"

namespace catalog {

/// Times are seconds since 1970.
struct Account {
  std::int64_t id = 0;
  std::string name = {};
  std::string role = {};                     ///< "contributor", "curator", "admin"
  std::optional<std::string> password = {};  ///< its hash; nothing until the person set one
  std::int64_t created = 0;
  bool disabled = false;
};

bool has_accounts(store::Database& people);
std::optional<Account> find_account(store::Database& people, std::string_view name);
/// By name.
std::vector<Account> accounts(store::Database& people);
/// Admins that are not disabled and have a password.
std::int64_t count_admins(store::Database& people);

/// Adds an account; its id. Throws InvalidInput if there is one of this name.
std::int64_t add_account(store::Database& people, const Account& account);
/// Removes an account with its sessions, tokens and invitation.
void remove_account(store::Database& people, std::int64_t id);

// Each of these ends all sessions of the account.
void set_password(store::Database& people, std::int64_t id, std::string_view hash);
void set_role(store::Database& people, std::int64_t id, std::string_view role);
void set_disabled(store::Database& people, std::int64_t id, bool disabled);

/// Replaces the account's invitation. `code` is the digest of what the person gets.
void put_invitation(store::Database& people, std::int64_t account, const base::Digest& code, std::int64_t expires);
/// The account that an invitation is for; nothing for unknown and expired ones and for disabled accounts.
std::optional<Account> invited_account(store::Database& people, const base::Digest& code, std::int64_t now);

/// Remembers that a person logged in from this block of addresses; the last 20 of an account are kept.
void put_known_address(store::Database& people, std::int64_t account, std::string_view block, std::int64_t now);
bool is_known_address(store::Database& people, std::int64_t account, std::string_view block);

}  // namespace catalog
