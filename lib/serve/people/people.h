#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "catalog/people/credentials.h"
#include "serve/http/action.h"
#include "serve/http/request.h"
#include "serve/http/response.h"
#include "serve/people/cookie.h"
#include "serve/people/login_guard.h"
#include "serve/people/passwords.h"
#include "serve/people/state_folder.h"

namespace serve {

inline constexpr std::chrono::hours kSessionIdle{24};
inline constexpr std::chrono::hours kSessionLength{14 * 24};

struct PeopleOptions {
  std::filesystem::path state;  ///< see default_state_folder
  std::string add_command;      ///< what adds an account, for messages
  bool behind_tls = false;      ///< browsers reach the server through https
  bool trust_proxy = false;     ///< see client_address
};

/// Who uses the service: accounts, sessions, API tokens, limits of requests, and the audit log. Any thread may call.
class People {
 public:
  /// Throws what open_state_folder throws.
  explicit People(const PeopleOptions& options);
  ~People();
  People(const People&) = delete;
  People& operator=(const People&) = delete;

  bool has_accounts();

  /// Finds out who sends a request: sets its person, and its peer to the client's address. Refuses too many requests
  /// (429), unknown tokens (401), and changes with a cookie but without its X-Sonoset-CSRF (403). `alone`: only this
  /// machine reaches the server; while there are no accounts, everything is shown. Quick.
  std::optional<Response> admit(Request& request, bool alone);
  /// 401 or 403 where an action is not for the person.
  std::optional<Response> refuse(const Request& request, const Action& action) const;

  /// Appends to the audit log what the person of a request did, as "accept clip", to what, as "s01-a", with which
  /// outcome.
  void audit(const Request& request, std::string_view action, std::string_view object,
             std::string_view outcome = "done");

  /// Calls `use` with a connection that only reads; nobody else uses it meanwhile.
  template <typename Use>
  auto read(Use use) {
    const std::lock_guard lock(read_mutex_);
    return use(files_.read);
  }
  /// The same with one that writes, in a transaction, which is rolled back if `use` throws.
  template <typename Use>
  auto write(Use use) {
    const std::lock_guard lock(write_mutex_);
    store::Transaction transaction(files_.write);
    auto result = use(files_.write);
    transaction.commit();
    return result;
  }

  const PeopleOptions& options() const { return options_; }
  const SessionCookie& cookie() const { return cookie_; }
  LoginGuard& guard() { return guard_; }
  Passwords& passwords() { return passwords_; }
  /// The session of a request's cookie.
  std::optional<catalog::Session> session_of(const Request& request);

 private:
  std::optional<Response> admit_token(Request& request, std::string_view text);
  std::optional<Response> admit_session(Request& request);
  void keep_used(const catalog::Session& session);
  void clean();
  void keep_clean();

  const PeopleOptions options_;
  const SessionCookie cookie_;
  Passwords passwords_;
  LoginGuard guard_;
  RateLimit requests_;
  std::mutex read_mutex_;
  std::mutex write_mutex_;
  PeopleFiles files_;

  std::mutex used_mutex_;  // of what follows
  std::condition_variable ends_;
  bool ending_ = false;
  std::map<std::int64_t, std::int64_t> used_;  ///< when sessions were used, until it is written
  std::thread cleaner_;
};

/// Seconds since 1970.
std::int64_t now_s();
/// Sessions that were not used since are idle.
std::int64_t idle_since(std::int64_t now);

/// 429 with Retry-After.
Response too_many(int seconds, std::string_view detail);

}  // namespace serve
