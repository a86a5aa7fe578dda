#include "serve/people/api_session.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "catalog/people/accounts.h"
#include "catalog/people/audit.h"
#include "serve/http/problem.h"
#include "serve/people/account_changes.h"
#include "serve/people/address.h"
#include "serve/people/people_json.h"
#include "serve/people/roles.h"
#include "serve/people/secrets.h"

namespace serve {
namespace {

using catalog::Account;
using nlohmann::ordered_json;
using store::Database;

Author author_of(const Request& request, const std::string& name) { return {name, request.peer}; }

ordered_json session_json(People& people, const Person& person, std::optional<std::string_view> secret) {
  const bool accounts = people.has_accounts();
  ordered_json json = {{"accounts", accounts},
                       {"name", nullptr},
                       {"role", role_text(person.role)},
                       {"sees_all", person.sees_all},
                       {"csrf", nullptr}};
  if (!person.name.empty()) json["name"] = person.name;
  if (secret) json["csrf"] = csrf_token(*secret);
  if (!accounts) json["add_account"] = people.options().add_command;
  return json;
}

Response show_session(const Request& request, People& people) {
  const bool by_cookie = !request.person.name.empty() && !request.person.by_token;
  return private_json(200,
                      session_json(people, request.person, by_cookie ? people.cookie().find(request) : std::nullopt));
}

/// Starts a session with a new secret, whatever cookie came; the session of that cookie ends. Nothing if the account
/// has changed since its password was compared.
std::optional<Response> start_session(const Request& request, People& people, const Account& account,
                                      const std::string& action) {
  const std::string secret = random_secret();
  const std::int64_t now = now_s();
  const std::optional<catalog::Session> before = people.session_of(request);
  const bool started = people.write([&](Database& db) {
    const std::optional<Account> same = catalog::find_account(db, account.name);
    if (!same || same->id != account.id || same->password != account.password || same->disabled) return false;
    if (before) catalog::end_session(db, before->account, before->id);
    catalog::add_session(db,
                         {.account = account.id,
                          .address = request.peer,
                          .created = now,
                          .used = now,
                          .expires = now + std::chrono::seconds(kSessionLength).count()},
                         base::sha256(secret));
    catalog::put_known_address(db, account.id, address_block(request.peer), now);
    catalog::add_event(db, {0, now, account.name, request.peer, action, account.name, "done"});
    return true;
  });
  if (!started) return std::nullopt;
  const Role role = parse_role(account.role).value_or(Role::Visitor);
  const Person person{.name = account.name, .role = role, .sees_all = role >= Role::Curator};
  Response response = private_json(200, session_json(people, person, secret));
  response.set("Set-Cookie", people.cookie().set(secret, std::chrono::seconds(kSessionLength).count()));
  return response;
}

Response busy_now() {
  Response response = problem(503, "too many people are logging in; try again in a moment");
  response.set("Retry-After", "2");
  return response;
}

/// Compares a password with that of an account, if there is one: nothing if it is right, else the refusal, which takes
/// as long and says the same whether there is one or not.
std::optional<Response> check_password(const Request& request, People& people, const std::optional<Account>& account,
                                       const LoginGuard::Try& attempt, const std::string& password) {
  const auto now = LoginGuard::Clock::now();
  if (const int wait = people.guard().begin(attempt, now)) {
    return too_many(wait, fmt::format("too many wrong passwords; try again in {} s", wait));
  }
  const bool usable = account && !account->disabled;
  const std::optional<bool> right = people.passwords().matches(usable ? account->password : std::nullopt, password);
  if (!right || *right) people.guard().forget(attempt, right.has_value());
  if (!right) return busy_now();
  if (*right) return std::nullopt;
  people.guard().failed(attempt, LoginGuard::Clock::now());
  // A name that nobody has may be a password in the wrong field.
  people.audit(request, "log in", account ? account->name : "",
               !account  ? "unknown account"
               : !usable ? "disabled account"
                         : "wrong password");
  return problem(401, "the name or the password is wrong");
}

LoginGuard::Try try_of(const Request& request, People& people, const std::string& name,
                       const std::optional<Account>& account) {
  LoginGuard::Try attempt{address_block(request.peer), name};
  attempt.known =
      account && people.read([&](Database& db) { return catalog::is_known_address(db, account->id, attempt.block); });
  return attempt;
}

Response log_in(const Request& request, People& people) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"name", "password"}, fields)) return std::move(*refusal);
  const std::string name = fields.text("name");
  const auto account = people.read([&](Database& db) { return catalog::find_account(db, name); });
  const LoginGuard::Try attempt = try_of(request, people, name, account);
  if (auto refusal = check_password(request, people, account, attempt, fields.text("password"))) {
    return std::move(*refusal);
  }
  std::optional<Response> started = start_session(request, people, *account, "log in");
  return started ? std::move(*started) : problem(401, "the name or the password is wrong");
}

Response log_out(const Request& request, People& people) {
  const std::optional<catalog::Session> session = people.session_of(request);
  if (request.person.by_token || !session) return problem(400, "an API token is not a session; revoke it instead");
  people.write([&](Database& db) {
    catalog::add_event(db, {0, now_s(), request.person.name, request.peer, "log out", request.person.name, "done"});
    return catalog::end_session(db, session->account, session->id);
  });
  Response response{.status = 204};
  response.set("Set-Cookie", people.cookie().clear());
  return response;
}

Response list_sessions(const Request& request, People& people) {
  const std::optional<catalog::Session> current = people.session_of(request);
  ordered_json list = ordered_json::array();
  people.read([&](Database& db) {
    const auto account = catalog::find_account(db, request.person.name);
    const std::int64_t now = now_s();
    if (!account) return;
    for (const catalog::Session& one : catalog::sessions(db, account->id, now, idle_since(now))) {
      list.push_back({{"id", one.id},
                      {"address", one.address},
                      {"created", time_text(one.created)},
                      {"used", time_text(one.used)},
                      {"expires", time_text(one.expires)},
                      {"current", current && current->id == one.id}});
    }
  });
  return private_json(200, {{"sessions", std::move(list)}});
}

Response end_one_session(const Request& request, People& people) {
  const auto id = static_cast<std::int64_t>(parse_number(request.parameters[0]).value_or(0));
  const bool ended = people.write([&](Database& db) {
    const auto account = catalog::find_account(db, request.person.name);
    if (!account || !catalog::end_session(db, account->id, id)) return false;
    catalog::add_event(db, {0, now_s(), request.person.name, request.peer, "end session", std::to_string(id), "done"});
    return true;
  });
  return ended ? Response{.status = 204} : problem(404, "you have no such session");
}

/// Sets the password and starts a session with it.
Response start_with_password(const Request& request, People& people, const Account& account,
                             const std::string& password, const std::string& action,
                             const std::function<bool(Database&)>& still_valid) {
  Passwords::check(password, account.name);
  const std::optional<std::string> hash = people.passwords().hash(password);
  if (!hash) return busy_now();
  const bool changed = people.write([&](Database& db) {
    if (!still_valid(db)) return false;
    change_password(db, author_of(request, account.name), account.name, *hash);
    return true;
  });
  Account now = account;
  now.password = *hash;
  std::optional<Response> started = changed ? start_session(request, people, now, action) : std::nullopt;
  return started ? std::move(*started) : problem(409, "the account was changed meanwhile; try again");
}

Response own_password(const Request& request, People& people) {
  if (request.person.by_token) return problem(403, "an API token cannot change a password; log in");
  Fields fields;
  if (auto refusal = Fields::read(request, {"current", "password"}, fields)) return std::move(*refusal);
  const std::string name = request.person.name;
  const auto account = people.read([&](Database& db) { return catalog::find_account(db, name); });
  Passwords::check(fields.text("password"), name);
  const LoginGuard::Try attempt = try_of(request, people, name, account);
  if (auto refusal = check_password(request, people, account, attempt, fields.text("current"))) {
    return refusal->status == 401 ? problem(403, "the current password is wrong") : std::move(*refusal);
  }
  return start_with_password(request, people, *account, fields.text("password"), "log in", [&](Database& db) {
    const auto same = catalog::find_account(db, name);
    return same && same->password == account->password;
  });
}

Response accept_invitation(const Request& request, People& people) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"password"}, fields)) return std::move(*refusal);
  const base::Digest code = base::sha256(request.parameters[0]);
  const auto find = [&](Database& db) { return catalog::invited_account(db, code, now_s()); };
  const std::optional<Account> account = people.read(find);
  if (!account) return problem(404, "the invitation has expired or was used; ask for another one");
  return start_with_password(request, people, *account, fields.text("password"), "accept invitation",
                             [&](Database& db) { return find(db).has_value(); });
}

}  // namespace

void add_session_routes(People& people, Router& router) {
  const auto with = [&people](Response (*answer)(const Request&, People&)) {
    return [&people, answer](const Request& request) { return answer(request, people); };
  };
  const auto route = [&](std::string_view method, std::string_view path, Response (*answer)(const Request&, People&),
                         Role least, Lane lane) {
    router.add(method, path, {.answer = with(answer), .lane = lane, .max_body_bytes = 8192, .least = least});
  };
  route("GET", "/api/v1/session", show_session, Role::Visitor, Lane::Quick);
  // Passwords take time to hash.
  route("POST", "/api/v1/session", log_in, Role::Visitor, Lane::Slow);
  route("DELETE", "/api/v1/session", log_out, Role::Contributor, Lane::Quick);
  route("GET", "/api/v1/sessions", list_sessions, Role::Contributor, Lane::Quick);
  route("DELETE", "/api/v1/sessions/{id}", end_one_session, Role::Contributor, Lane::Quick);
  route("POST", "/api/v1/password", own_password, Role::Contributor, Lane::Slow);
  route("POST", "/api/v1/invitations/{code}", accept_invitation, Role::Visitor, Lane::Slow);
}

}  // namespace serve
