#pragma once

#include <string>
#include <string_view>

#include "fetch/address.h"

namespace fetch {

/// The proxy that the environment names for a URL, by the rules of curl: http_proxy, https_proxy, HTTPS_PROXY,
/// all_proxy and ALL_PROXY, unless no_proxy or NO_PROXY has its host. Empty: none.
std::string proxy_for(const Address& address);

/// Whether a list as in no_proxy has the host: "*", domains with their subdomains, IP addresses and CIDR blocks.
bool is_in_no_proxy(const std::string& host, std::string_view list);

/// Why a URL must not be handed to `proxy` or, if that is empty, to another program that connects by itself: its host
/// is private, is the proxy, or cannot be resolved here, so that nothing is known about it. Empty: nothing is wrong.
/// They resolve the name again; a DNS server that answers them differently is not noticed.
std::string why_not_handed_over(const Address& address, const std::string& proxy);

}  // namespace fetch
