#include "serve/http/listen_socket.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>
#include <optional>

#include "base/error.h"
#include "base/url.h"
#include "serve/http/request.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses parse(const std::string& text) {
  const base::Authority parts = base::split_authority(text);
  std::string host(parts.host);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const bool has_port = parts.port && parse_number(*parts.port).value_or(65536) < 65536;
  if (!has_port || host.empty() || ::getaddrinfo(host.c_str(), std::string(*parts.port).c_str(), &hints, &found) != 0) {
    throw Error(Code::InvalidInput,
                fmt::format("cannot listen on '{}': use an address and a port, such as 127.0.0.1:8080", text));
  }
  return {found, ::freeaddrinfo};
}

bool is_loopback(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    const auto* four = reinterpret_cast<const sockaddr_in*>(address);
    return (ntohl(four->sin_addr.s_addr) >> 24) == 127;
  }
  const auto* six = reinterpret_cast<const sockaddr_in6*>(address);
  return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

[[noreturn]] void refuse(const std::string& text) { base::throw_errno("cannot listen on", text); }

std::uint16_t port_of(int socket, const std::string& text) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size) != 0) refuse(text);
  const bool four = bound.ss_family == AF_INET;
  return ntohs(four ? reinterpret_cast<sockaddr_in*>(&bound)->sin_port
                    : reinterpret_cast<sockaddr_in6*>(&bound)->sin6_port);
}

}  // namespace

ListenSocket listen_on(const std::string& address) {
  const Addresses found = parse(address);
  base::Descriptor socket(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) refuse(address);
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (found->ai_family == AF_INET6) ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (::bind(socket.get(), found->ai_addr, found->ai_addrlen) != 0) refuse(address);
  if (::listen(socket.get(), SOMAXCONN) != 0) refuse(address);
  const std::uint16_t port = port_of(socket.get(), address);
  const std::string name = peer_text(found->ai_addr);
  return {std::move(socket), found->ai_family == AF_INET6 ? "[" + name + "]" : name, port, is_loopback(found->ai_addr)};
}

std::string peer_text(const void* address) {
  const auto* any = static_cast<const sockaddr*>(address);
  if (any == nullptr || (any->sa_family != AF_INET && any->sa_family != AF_INET6)) return {};
  const socklen_t size = any->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  char name[INET6_ADDRSTRLEN] = "";
  if (::getnameinfo(any, size, name, sizeof name, nullptr, 0, NI_NUMERICHOST) != 0) return {};
  return name;
}

}  // namespace serve
