#include "catalog/people/accounts.h"

#include <fmt/format.h>

#include "base/error.h"

namespace catalog {
namespace {

using store::Database;

Account account_in(const store::Statement& row) {
  Account account{row.integer(0), row.text(1), row.text(2), std::nullopt, row.integer(4), row.boolean(5)};
  if (!row.is_null(3)) account.password = row.text(3);
  return account;
}

void end_account_sessions(Database& people, std::int64_t id) {
  people.run("DELETE FROM session WHERE account = ?", id);
}

}  // namespace

bool has_accounts(Database& people) {
  auto row = people.query("SELECT EXISTS (SELECT 1 FROM account)");
  return row.step() && row.boolean(0);
}

std::optional<Account> find_account(Database& people, std::string_view name) {
  auto row = people.query("SELECT id, name, role, password, created, disabled FROM account WHERE name = ?", name);
  if (!row.step()) return std::nullopt;
  return account_in(row);
}

std::vector<Account> accounts(Database& people) {
  std::vector<Account> all;
  auto row = people.query("SELECT id, name, role, password, created, disabled FROM account ORDER BY name");
  while (row.step()) all.push_back(account_in(row));
  return all;
}

std::int64_t count_admins(Database& people) {
  auto row =
      people.query("SELECT count(*) FROM account WHERE role = 'admin' AND disabled = 0 AND password IS NOT NULL");
  return row.step() ? row.integer(0) : 0;
}

std::int64_t add_account(Database& people, const Account& account) {
  store::Transaction transaction(people);
  if (find_account(people, account.name)) {
    throw base::Error(base::Code::InvalidInput, fmt::format("there is already an account '{}'", account.name));
  }
  people.run("INSERT INTO account (name, role, password, created, disabled) VALUES (?, ?, ?, ?, ?)", account.name,
             account.role, account.password, account.created, account.disabled);
  const std::int64_t id = people.last_row_id();
  transaction.commit();
  return id;
}

void remove_account(Database& people, std::int64_t id) { people.run("DELETE FROM account WHERE id = ?", id); }

void set_password(Database& people, std::int64_t id, std::string_view hash) {
  store::Transaction transaction(people);
  people.run("UPDATE account SET password = ? WHERE id = ?", hash, id);
  people.run("DELETE FROM invitation WHERE account = ?", id);
  end_account_sessions(people, id);
  transaction.commit();
}

void set_role(Database& people, std::int64_t id, std::string_view role) {
  store::Transaction transaction(people);
  people.run("UPDATE account SET role = ? WHERE id = ?", role, id);
  end_account_sessions(people, id);
  transaction.commit();
}

void set_disabled(Database& people, std::int64_t id, bool disabled) {
  store::Transaction transaction(people);
  people.run("UPDATE account SET disabled = ? WHERE id = ?", disabled, id);
  end_account_sessions(people, id);
  transaction.commit();
}

void put_invitation(Database& people, std::int64_t account, const base::Digest& code, std::int64_t expires) {
  people.run("INSERT OR REPLACE INTO invitation (account, code, expires) VALUES (?, ?, ?)", account, code, expires);
}

std::optional<Account> invited_account(Database& people, const base::Digest& code, std::int64_t now) {
  auto row = people.query(
      "SELECT a.id, a.name, a.role, a.password, a.created, a.disabled FROM invitation i JOIN account a ON a.id = "
      "i.account WHERE i.code = ? AND i.expires > ? AND a.disabled = 0",
      code, now);
  if (!row.step()) return std::nullopt;
  return account_in(row);
}

void put_known_address(Database& people, std::int64_t account, std::string_view block, std::int64_t now) {
  store::Transaction transaction(people);
  people.run("INSERT OR REPLACE INTO known_address (account, block, used) VALUES (?, ?, ?)", account, block, now);
  people.run(
      "DELETE FROM known_address WHERE account = ?1 AND block NOT IN (SELECT block FROM known_address WHERE account = "
      "?1 "
      "ORDER BY used DESC LIMIT 20)",
      account);
  transaction.commit();
}

bool is_known_address(Database& people, std::int64_t account, std::string_view block) {
  auto row = people.query("SELECT 1 FROM known_address WHERE account = ? AND block = ?", account, block);
  return row.step();
}

}  // namespace catalog
