#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fetch {

/// The parts of an absolute URL as libcurl parses it, so that checks and requests use the same host.
struct Address {
  std::string scheme;  ///< lower case
  std::string host;    ///< lower case; IPv4 in its usual form, IPv6 in brackets
  int port = 0;        ///< the default of the scheme if the URL has none
  bool has_port = false;
  bool has_user = false;  ///< it contains a user name or password
};

/// Nothing if libcurl cannot parse it. `scheme`: the default if the text has none (empty: it must have one).
std::optional<Address> parse_address(std::string_view url, std::string_view scheme = {});

}  // namespace fetch
