#include "serve/people/api_accounts.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/printable.h"
#include "catalog/people/accounts.h"
#include "catalog/people/audit.h"
#include "serve/http/problem.h"
#include "serve/people/account_changes.h"
#include "serve/people/people_json.h"
#include "serve/people/roles.h"
#include "serve/people/secrets.h"

namespace serve {
namespace {

using nlohmann::ordered_json;
using store::Database;

constexpr std::int64_t kDayS = 86'400;
constexpr std::int64_t kMaxTokenDays = 366;
constexpr std::size_t kMaxTokenName = 100;
constexpr int kMaxEvents = 500;
constexpr int kEvents = 100;

Author author_of_change(const Request& request) { return {request.person.name, request.peer}; }

Response last_admin() { return problem(409, "this is the last admin; make another account admin first"); }

std::optional<std::string> hash_of(People& people, const std::string& password, const std::string& name) {
  Passwords::check(password, name);
  return people.passwords().hash(password);
}

Response busy_with_passwords() {
  Response response = problem(503, "the server is busy; try again in a moment");
  response.set("Retry-After", "2");
  return response;
}

ordered_json account_json(const catalog::Account& account) {
  return {{"name", account.name},
          {"role", account.role},
          {"created", time_text(account.created)},
          {"disabled", account.disabled},
          {"has_password", account.password.has_value()}};
}

Response answer_account(People& people, int status, const std::string& name) {
  const auto account = people.read([&](Database& db) { return catalog::find_account(db, name); });
  if (!account) return problem(404, fmt::format("no account '{}'", name));
  return private_json(status, account_json(*account));
}

Response list_users(const Request&, People& people) {
  ordered_json list = ordered_json::array();
  for (const catalog::Account& account : people.read(catalog::accounts)) list.push_back(account_json(account));
  return private_json(200, {{"users", std::move(list)}});
}

Response add_user(const Request& request, People& people) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"name", "role", "password"}, fields)) return std::move(*refusal);
  const std::string name = fields.text("name");
  const Role role = role_in(fields, "role");
  const std::optional<std::string> hash = hash_of(people, fields.text("password"), name);
  if (!hash) return busy_with_passwords();
  people.write([&](Database& db) {
    add_person(db, author_of_change(request), name, role, hash);
    return true;
  });
  return answer_account(people, 201, name);
}

Response change_user(const Request& request, People& people) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"role", "disabled", "password"}, fields)) return std::move(*refusal);
  const std::string& name = request.parameters[0];
  const bool changes_role = fields.has("role");
  const Role role = changes_role ? role_in(fields, "role") : Role::Admin;
  const bool changes_disabled = fields.has("disabled");
  const bool disabled = changes_disabled && fields.boolean("disabled");
  std::optional<std::string> hash;
  if (fields.has("password")) {
    hash = hash_of(people, fields.text("password"), name);
    if (!hash) return busy_with_passwords();
  }
  const Author author = author_of_change(request);
  const bool changed = people.write([&](Database& db) {
    if ((role != Role::Admin || disabled) && is_last_admin(db, name)) return false;
    if (changes_role) change_role(db, author, name, role);
    if (changes_disabled) change_disabled(db, author, name, disabled);
    if (hash) change_password(db, author, name, *hash);
    return true;
  });
  return changed ? answer_account(people, 200, name) : last_admin();
}

Response remove_user(const Request& request, People& people) {
  const std::string& name = request.parameters[0];
  const bool removed = people.write([&](Database& db) {
    if (is_last_admin(db, name)) return false;
    remove_person(db, author_of_change(request), name);
    return true;
  });
  return removed ? Response{.status = 204} : last_admin();
}

/// For an account that exists, the person sets another password; its role stays.
Response invite_user(const Request& request, People& people) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"name", "role"}, fields)) return std::move(*refusal);
  const std::string name = fields.text("name");
  const Author author = author_of_change(request);
  const Invitation made = people.write([&](Database& db) {
    if (fields.has("role")) add_person(db, author, name, role_in(fields, "role"), std::nullopt);
    return invite(db, author, name);
  });
  return private_json(201, {{"name", name},
                            {"code", made.code},
                            {"path", "/" + invitation_path(made.code)},
                            {"expires", time_text(made.expires)}});
}

ordered_json token_json(const catalog::Token& token) {
  return {{"id", token.id},
          {"name", token.name},
          {"role", token.role},
          {"created", time_text(token.created)},
          {"expires", time_text(token.expires)}};
}

Response list_tokens(const Request& request, People& people) {
  ordered_json list = ordered_json::array();
  const auto tokens = people.read([&](Database& db) {
    const auto account = catalog::find_account(db, request.person.name);
    return account ? catalog::tokens(db, account->id) : std::vector<catalog::Token>{};
  });
  for (const catalog::Token& token : tokens) list.push_back(token_json(token));
  return private_json(200, {{"tokens", std::move(list)}});
}

catalog::Token wanted_token(const Fields& fields, const Person& person) {
  const auto refuse = [](const std::string& why) { throw base::Error(base::Code::InvalidInput, why); };
  catalog::Token token;
  token.name = fields.text("name");
  if (token.name.size() > kMaxTokenName || base::printable(token.name) != token.name) {
    refuse(fmt::format("use a name of at most {} visible characters", kMaxTokenName));
  }
  const Role role = fields.has("role") ? role_in(fields, "role") : person.role;
  if (role > person.role) refuse(fmt::format("a token of {} can have at most this role", role_text(person.role)));
  token.role = role_text(role);
  token.created = now_s();
  token.expires = token.created + fields.integer("days", 1, kMaxTokenDays) * kDayS;
  return token;
}

Response add_own_token(const Request& request, People& people) {
  if (request.person.by_token) return problem(403, "an API token cannot make others; log in");
  Fields fields;
  if (auto refusal = Fields::read(request, {"name", "role", "days"}, fields)) return std::move(*refusal);
  catalog::Token token = wanted_token(fields, request.person);
  const std::string text = "sonoset_" + random_secret();
  const bool added = people.write([&](Database& db) {
    const auto account = catalog::find_account(db, request.person.name);
    if (!account) return false;
    token.account = account->id;
    token.id = catalog::add_token(db, token, base::sha256(text));
    catalog::add_event(db,
                       {0, token.created, account->name, request.peer, "add token", std::to_string(token.id), "done"});
    return true;
  });
  if (!added) return problem(409, "the account was removed");
  ordered_json json = token_json(token);
  json["token"] = text;
  return private_json(201, json);
}

Response revoke_own_token(const Request& request, People& people) {
  const auto id = static_cast<std::int64_t>(parse_number(request.parameters[0]).value_or(0));
  const bool revoked = people.write([&](Database& db) {
    const auto account = catalog::find_account(db, request.person.name);
    if (!account || !catalog::remove_token(db, account->id, id)) return false;
    catalog::add_event(db, {0, now_s(), account->name, request.peer, "revoke token", std::to_string(id), "done"});
    return true;
  });
  return revoked ? Response{.status = 204} : problem(404, "you have no such token");
}

Response list_events(const Request& request, People& people) {
  const auto after = parse_number(request.query("after").value_or("0"));
  const auto limit = parse_number(request.query("limit").value_or(std::to_string(kEvents)));
  if (!after || !limit || *limit < 1 || *limit > kMaxEvents) {
    return problem(400, fmt::format("'after' is 'next' of the page before; 'limit' is from 1 to {}", kMaxEvents));
  }
  const auto found = people.read(
      [&](Database& db) { return catalog::events(db, static_cast<std::int64_t>(*after), static_cast<int>(*limit)); });
  ordered_json list = ordered_json::array();
  for (const catalog::AuditEvent& event : found) {
    list.push_back({{"id", event.id},
                    {"at", time_text(event.at)},
                    {"person", event.person},
                    {"address", event.address},
                    {"action", event.action},
                    {"object", event.object},
                    {"outcome", event.outcome}});
  }
  ordered_json json = {{"events", std::move(list)}, {"next", nullptr}};
  if (found.size() == *limit && found.back().id > 1) json["next"] = std::to_string(found.back().id);
  return private_json(200, json);
}

}  // namespace

void add_account_routes(People& people, Router& router) {
  const auto route = [&](std::string_view method, std::string_view path, Response (*answer)(const Request&, People&),
                         Role least, Lane lane) {
    const auto call = [&people, answer](const Request& request) { return answer(request, people); };
    router.add(method, path, {.answer = call, .lane = lane, .max_body_bytes = 8192, .least = least});
  };
  route("GET", "/api/v1/users", list_users, Role::Admin, Lane::Quick);
  route("POST", "/api/v1/users", add_user, Role::Admin, Lane::Slow);
  route("PATCH", "/api/v1/users/{name}", change_user, Role::Admin, Lane::Slow);
  route("DELETE", "/api/v1/users/{name}", remove_user, Role::Admin, Lane::Quick);
  route("POST", "/api/v1/invitations", invite_user, Role::Admin, Lane::Quick);
  route("GET", "/api/v1/audit", list_events, Role::Admin, Lane::Quick);
  route("GET", "/api/v1/tokens", list_tokens, Role::Contributor, Lane::Quick);
  route("POST", "/api/v1/tokens", add_own_token, Role::Contributor, Lane::Quick);
  route("DELETE", "/api/v1/tokens/{id}", revoke_own_token, Role::Contributor, Lane::Quick);
}

}  // namespace serve
