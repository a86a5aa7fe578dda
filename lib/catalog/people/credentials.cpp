#include "catalog/people/credentials.h"

#include <fmt/format.h>

#include "base/error.h"

namespace catalog {
namespace {

using store::Database;

constexpr int kMaxSessions = 50;
constexpr int kMaxTokens = 50;

Session session_in(const store::Statement& row) {
  return {row.integer(0), row.integer(1), row.text(2),    row.text(3),
          row.text(4),    row.integer(5), row.integer(6), row.integer(7)};
}

Token token_in(const store::Statement& row) {
  return {row.integer(0), row.integer(1), row.text(2),    row.text(3),
          row.text(4),    row.text(5),    row.integer(6), row.integer(7)};
}

}  // namespace

std::int64_t add_session(Database& people, const Session& session, const base::Digest& secret) {
  store::Transaction transaction(people);
  people.run("INSERT INTO session (secret, account, address, created, used, expires) VALUES (?, ?, ?, ?, ?, ?)", secret,
             session.account, session.address, session.created, session.used, session.expires);
  const std::int64_t id = people.last_row_id();
  people.run(
      "DELETE FROM session WHERE account = ?1 AND id NOT IN (SELECT id FROM session WHERE account = ?1 ORDER BY id "
      "DESC "
      "LIMIT ?2)",
      session.account, kMaxSessions);
  transaction.commit();
  return id;
}

std::optional<Session> find_session(Database& people, const base::Digest& secret, std::int64_t now,
                                    std::int64_t used_after) {
  auto row = people.query(
      "SELECT s.id, a.id, a.name, a.role, s.address, s.created, s.used, s.expires FROM session s JOIN account a ON "
      "a.id "
      "= s.account WHERE s.secret = ? AND s.expires > ? AND s.used > ? AND a.disabled = 0",
      secret, now, used_after);
  if (!row.step()) return std::nullopt;
  return session_in(row);
}

std::vector<Session> sessions(Database& people, std::int64_t account, std::int64_t now, std::int64_t used_after) {
  std::vector<Session> all;
  auto row = people.query(
      "SELECT s.id, a.id, a.name, a.role, s.address, s.created, s.used, s.expires FROM session s JOIN account a ON "
      "a.id "
      "= s.account WHERE a.id = ? AND s.expires > ? AND s.used > ? ORDER BY s.used DESC, s.id DESC",
      account, now, used_after);
  while (row.step()) all.push_back(session_in(row));
  return all;
}

void set_session_used(Database& people, std::int64_t id, std::int64_t used) {
  people.run("UPDATE session SET used = max(used, ?) WHERE id = ?", used, id);
}

bool end_session(Database& people, std::int64_t account, std::int64_t id) {
  people.run("DELETE FROM session WHERE account = ? AND id = ?", account, id);
  return people.changed_rows() > 0;
}

std::int64_t add_token(Database& people, const Token& token, const base::Digest& secret) {
  store::Transaction transaction(people);
  if (tokens(people, token.account).size() >= kMaxTokens) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("an account has at most {} tokens; revoke one first", kMaxTokens));
  }
  people.run("INSERT INTO token (secret, account, name, role, created, expires) VALUES (?, ?, ?, ?, ?, ?)", secret,
             token.account, token.name, token.role, token.created, token.expires);
  const std::int64_t id = people.last_row_id();
  transaction.commit();
  return id;
}

std::optional<Token> find_token(Database& people, const base::Digest& secret, std::int64_t now) {
  auto row = people.query(
      "SELECT t.id, a.id, a.name, a.role, t.name, t.role, t.created, t.expires FROM token t JOIN account a ON a.id = "
      "t.account WHERE t.secret = ? AND t.expires > ? AND a.disabled = 0",
      secret, now);
  if (!row.step()) return std::nullopt;
  return token_in(row);
}

std::vector<Token> tokens(Database& people, std::int64_t account) {
  std::vector<Token> all;
  auto row = people.query(
      "SELECT t.id, a.id, a.name, a.role, t.name, t.role, t.created, t.expires FROM token t JOIN account a ON a.id = "
      "t.account WHERE a.id = ? ORDER BY t.id",
      account);
  while (row.step()) all.push_back(token_in(row));
  return all;
}

bool remove_token(Database& people, std::int64_t account, std::int64_t id) {
  people.run("DELETE FROM token WHERE account = ? AND id = ?", account, id);
  return people.changed_rows() > 0;
}

void remove_expired(Database& people, std::int64_t now, std::int64_t used_after) {
  store::Transaction transaction(people);
  people.run("DELETE FROM session WHERE expires <= ? OR used <= ?", now, used_after);
  people.run("DELETE FROM token WHERE expires <= ?", now);
  people.run("DELETE FROM invitation WHERE expires <= ?", now);
  transaction.commit();
}

}  // namespace catalog
