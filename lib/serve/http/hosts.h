#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// Under which names the server answers, and from which pages it takes changes. A page of another site could otherwise
/// make its own name point to this machine (DNS rebinding), or send requests in the name of a person who is logged in.
class Hosts {
 public:
  /// Loopback names with `port` are always on the list. Of `names`, those without a port match any: the port of a proxy
  /// in front is not known here.
  Hosts(std::uint16_t port, const std::vector<std::string>& names);

  /// Refuses with 421 a Host that is not on the list, and with 403 requests that other sites make: those that change
  /// something and whose Origin is not that of Host, or that have no Origin and no API token; those that browsers mark
  /// as cross-site, except links to pages.
  std::optional<Response> check(const Request& request) const;

 private:
  bool is_known(std::string_view authority) const;
  std::vector<std::string> with_port_;     ///< "localhost:8080"
  std::vector<std::string> without_port_;  ///< "lungs.example"
};

/// Whether `text` can be a Host: a name or an address, in brackets where it has colons, and maybe a port.
bool is_host(std::string_view text);

}  // namespace serve
