#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fetch {

/// The parts of an absolute URL that matter here, as libcurl reads it (so that both mean the same host).
struct Address {
  std::string scheme;  ///< lower case
  std::string host;    ///< lower case; IPv4 in its usual form, IPv6 in brackets
  int port = 0;        ///< the scheme's own where the URL names none
  bool has_port = false;
  bool has_user = false;  ///< a user name or password stands in it
};

/// Nothing where libcurl cannot read it. `scheme`: taken where the text has none (empty: it must have one).
std::optional<Address> parse_address(std::string_view url, std::string_view scheme = {});

}  // namespace fetch
