#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "serve/http/request.h"

namespace serve {

/// The cookie that holds a session's secret. Behind TLS its name starts with "__Host-", which other hosts and plain
/// HTTP cannot set.
class SessionCookie {
 public:
  explicit SessionCookie(bool behind_tls);

  /// The secret; nothing where there is none, or more than one: somebody else may have set the other.
  std::optional<std::string_view> find(const Request& request) const;

  /// Values of Set-Cookie.
  std::string set(std::string_view secret, std::int64_t seconds) const;
  std::string clear() const;

 private:
  bool secure_;
  std::string name_;
};

}  // namespace serve
