#pragma once

#include <cstdint>
#include <string>

#include "base/descriptor.h"

namespace serve {

/// A socket that listens.
struct ListenSocket {
  base::Descriptor socket;
  std::string address;  ///< "127.0.0.1", "[::1]"
  std::uint16_t port = 0;
  bool loopback = false;  ///< reached by this machine only
};

/// Listens on "127.0.0.1:8080", "[::1]:8080", "localhost:8080"; port 0 lets the system choose. Throws InvalidInput for
/// other text, and Io where the system refuses.
ListenSocket listen_on(const std::string& address);

/// The address of a peer, without port; empty if it is not an IP address. `address` is a sockaddr.
std::string peer_text(const void* address);

}  // namespace serve
