#pragma once

#include <sys/socket.h>

#include <string>

namespace fetch {

/// Whether an address is public: not private, shared (CGNAT), loopback, link-local, multicast, unspecified, reserved or
/// for documentation (IANA's special-purpose registries, RFC 6890), nor an IPv6 address that contains such an IPv4
/// address (mapped, NAT64, 6to4).
bool is_public_address(const sockaddr& address);

/// Whether a URL's host is not public without asking DNS: such an address as a literal, or localhost (RFC 6761).
bool is_private_host(const std::string& host);

/// Whether the IP addresses are equal.
bool same_host(const sockaddr& first, const sockaddr& second);

}  // namespace fetch
