#include "serve/people/people.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/people/accounts.h"
#include "catalog/people/audit.h"
#include "serve/http/problem.h"
#include "serve/people/address.h"
#include "serve/people/roles.h"
#include "serve/people/secrets.h"

namespace serve {
namespace {

constexpr double kRequestsPerSecond = 500;
constexpr double kRequestsAtOnce = 2000;
constexpr std::int64_t kUsedPrecisionS = 60;
constexpr std::chrono::seconds kBetweenCleanings{60};
constexpr std::string_view kTokenPrefix = "sonoset_";

Response unauthorized(std::string_view detail) {
  Response response = problem(401, detail);
  response.set("WWW-Authenticate", "Bearer realm=\"sonoset\"");  // RFC 9110, section 11.6.1
  return response;
}

Person person_with(const std::string& name, Role role) {
  return {.name = name, .role = role, .sees_all = role >= Role::Curator};
}

}  // namespace

std::int64_t now_s() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t idle_since(std::int64_t now) { return now - std::chrono::seconds(kSessionIdle).count(); }

Response too_many(int seconds, std::string_view detail) {
  Response response = problem(429, detail);
  response.set("Retry-After", std::to_string(seconds));
  return response;
}

People::People(const PeopleOptions& options)
    : options_(options),
      cookie_(options.behind_tls),
      requests_(kRequestsPerSecond, kRequestsAtOnce),
      files_(open_state_folder(options.state)) {
  clean();
  cleaner_ = std::thread([this] { keep_clean(); });
}

People::~People() {
  {
    const std::lock_guard lock(used_mutex_);
    ending_ = true;
    ends_.notify_all();
  }
  cleaner_.join();
}

bool People::has_accounts() { return read(catalog::has_accounts); }

std::optional<Response> People::admit(Request& request, bool alone) {
  request.peer = client_address(request, options_.trust_proxy);
  if (!alone) {
    const int wait = requests_.take(address_block(request.peer), RateLimit::Clock::now());
    if (wait > 0) return too_many(wait, "too many requests; try again in a moment");
  }
  request.person = {};
  if (const std::optional<std::string_view> token = request.bearer()) return admit_token(request, *token);
  if (std::optional<Response> refusal = admit_session(request)) return refusal;
  if (alone && request.person.name.empty()) request.person.sees_all = !has_accounts();
  return std::nullopt;
}

std::optional<Response> People::admit_token(Request& request, std::string_view text) {
  std::optional<catalog::Token> token;
  if (text.starts_with(kTokenPrefix) && is_secret(text.substr(kTokenPrefix.size())) &&
      count_headers(request.headers, "Authorization") == 1) {
    token = read([&](store::Database& people) { return catalog::find_token(people, base::sha256(text), now_s()); });
  }
  const auto role = token ? parse_role(token->role) : std::nullopt;
  const auto owner = token ? parse_role(token->owner_role) : std::nullopt;
  if (!role || !owner) return unauthorized("the API token is unknown, expired or revoked");
  request.person = person_with(token->owner, std::min(*role, *owner));
  request.person.by_token = true;
  return std::nullopt;
}

std::optional<catalog::Session> People::session_of(const Request& request) {
  const std::optional<std::string_view> secret = cookie_.find(request);
  if (!secret) return std::nullopt;
  const std::int64_t now = now_s();
  return read([&](store::Database& people) {
    return catalog::find_session(people, base::sha256(*secret), now, idle_since(now));
  });
}

std::optional<Response> People::admit_session(Request& request) {
  const std::optional<catalog::Session> session = session_of(request);
  const auto role = session ? parse_role(session->role) : std::nullopt;
  if (!role) return std::nullopt;
  if (!request.is_safe() &&
      !same_secret(request.header("X-Sonoset-CSRF").value_or(""), csrf_token(*cookie_.find(request)))) {
    return problem(403, "send the header X-Sonoset-CSRF with 'csrf' of GET /api/v1/session");
  }
  request.person = person_with(session->name, *role);
  keep_used(*session);
  return std::nullopt;
}

// Written by the thread that cleans: those that call `admit` must not wait for the disk.
void People::keep_used(const catalog::Session& session) {
  const std::int64_t now = now_s();
  if (now - session.used < kUsedPrecisionS) return;
  const std::lock_guard lock(used_mutex_);
  used_[session.id] = now;
}

std::optional<Response> People::refuse(const Request& request, const Action& action) const {
  if (request.person.may(action.least)) return std::nullopt;
  if (request.person.name.empty()) {
    return unauthorized(fmt::format("log in as {} to do this", role_text(action.least)));
  }
  return problem(403, fmt::format("this needs the role {}; '{}' has {}", role_text(action.least), request.person.name,
                                  role_text(request.person.role)));
}

void People::audit(const Request& request, std::string_view action, std::string_view object, std::string_view outcome) {
  write([&](store::Database& people) {
    catalog::add_event(people, {.at = now_s(),
                                .person = request.person.name,
                                .address = request.peer,
                                .action = std::string(action),
                                .object = std::string(object),
                                .outcome = std::string(outcome)});
    return true;
  });
}

void People::clean() {
  std::map<std::int64_t, std::int64_t> used;
  {
    const std::lock_guard lock(used_mutex_);
    used.swap(used_);
  }
  write([&](store::Database& people) {
    for (const auto& [session, at] : used) catalog::set_session_used(people, session, at);
    const std::int64_t now = now_s();
    catalog::remove_expired(people, now, idle_since(now));
    return true;
  });
}

void People::keep_clean() {
  for (bool ending = false; !ending;) {
    {
      std::unique_lock lock(used_mutex_);
      ending = ends_.wait_for(lock, kBetweenCleanings, [&] { return ending_; });
    }
    try {
      clean();
    } catch (const base::Error&) {
      // What was not removed does not work any more all the same, and is removed later.
    }
  }
}

}  // namespace serve
