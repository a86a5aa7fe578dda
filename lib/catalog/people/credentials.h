#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "store/database.h"

namespace catalog {

// What a person or program shows with a request: sessions of browsers and API tokens. `secret` is the digest of it.

struct Session {
  std::int64_t id = 0;
  std::int64_t account = 0;
  std::string name = {};  ///< the account's
  std::string role = {};
  std::string address = {};
  std::int64_t created = 0;
  std::int64_t used = 0;
  std::int64_t expires = 0;
};

/// The account's oldest sessions beyond 50 end.
std::int64_t add_session(store::Database& people, const Session& session, const base::Digest& secret);
/// Nothing for unknown, expired and idle ones, and for those of disabled accounts.
std::optional<Session> find_session(store::Database& people, const base::Digest& secret, std::int64_t now,
                                    std::int64_t used_after);
/// Of an account, the last used first.
std::vector<Session> sessions(store::Database& people, std::int64_t account, std::int64_t now, std::int64_t used_after);
void set_session_used(store::Database& people, std::int64_t id, std::int64_t used);
/// False where the account has no such session.
bool end_session(store::Database& people, std::int64_t account, std::int64_t id);

struct Token {
  std::int64_t id = 0;
  std::int64_t account = 0;
  std::string owner = {};  ///< the account's name
  std::string owner_role = {};
  std::string name = {};
  std::string role = {};
  std::int64_t created = 0;
  std::int64_t expires = 0;
};

/// Throws InvalidInput where the account has 50.
std::int64_t add_token(store::Database& people, const Token& token, const base::Digest& secret);
/// Nothing for unknown and expired ones, and for those of disabled accounts.
std::optional<Token> find_token(store::Database& people, const base::Digest& secret, std::int64_t now);
std::vector<Token> tokens(store::Database& people, std::int64_t account);
/// False where the account has no such token.
bool remove_token(store::Database& people, std::int64_t account, std::int64_t id);

/// Removes sessions, tokens and invitations that no longer work.
void remove_expired(store::Database& people, std::int64_t now, std::int64_t used_after);

}  // namespace catalog
