#include "serve/people/cookie.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "serve/people/secrets.h"

namespace serve {

SessionCookie::SessionCookie(bool behind_tls)
    : secure_(behind_tls), name_(behind_tls ? "__Host-sonoset-session" : "sonoset-session") {}

std::optional<std::string_view> SessionCookie::find(const Request& request) const {
  std::optional<std::string_view> found;
  int count = 0;
  for (const Header& header : request.headers) {
    if (!base::same_word(header.name, "Cookie")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::string_view pair = base::trimmed(rest.substr(0, rest.find(';')), " \t");
      rest.remove_prefix(std::min(rest.find(';'), rest.size() - 1) + 1);
      const std::size_t sign = pair.find('=');
      if (sign == std::string_view::npos || pair.substr(0, sign) != name_) continue;
      ++count;
      found = pair.substr(sign + 1);
    }
  }
  if (count != 1 || !is_secret(*found)) return std::nullopt;
  return found;
}

std::string SessionCookie::set(std::string_view secret, std::int64_t seconds) const {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", name_, secret, seconds,
                     secure_ ? "; Secure" : "");
}

std::string SessionCookie::clear() const { return set("", 0); }

}  // namespace serve
