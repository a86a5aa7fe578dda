#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

namespace fetch {

/// Whether an address belongs to the public internet: not one that is private, shared (CGNAT), loopback, link-local,
/// multicast, unspecified, reserved or for documentation (IANA's special-purpose registries, RFC 6890), nor an IPv6
/// address that carries such an IPv4 one (mapped, NAT64, 6to4).
bool is_public_address(const sockaddr& address);

/// Whether a URL's host says by itself that it is not public: such an address as a literal, or localhost (RFC 6761).
bool is_private_host(const std::string& host);

/// The addresses, with their ports, of the proxies that the environment names (as curl reads it): these may be private,
/// since whoever set them wants to go through them. Looked up once.
const std::vector<sockaddr_storage>& proxy_addresses();

/// Whether both are the same address and port.
bool same_address(const sockaddr& first, const sockaddr& second);

}  // namespace fetch
