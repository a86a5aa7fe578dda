#pragma once

#include <string>
#include <string_view>

#include "serve/http/request.h"

namespace serve {

/// Who sends a request: the peer. With `trust_proxy` and a peer on this machine, the last entry of X-Forwarded-For,
/// which that proxy appended; those before it may be invented.
std::string client_address(const Request& request, bool trust_proxy);

/// What one person or attacker easily has for themselves: an IPv4 address, or the /64 of an IPv6 address.
std::string address_block(std::string_view address);

}  // namespace serve
