#include "fetch/proxy.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <vector>

#include "base/text.h"
#include "fetch/address_policy.h"

namespace fetch {
namespace {

std::string first_set(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

// Without the brackets of an IPv6 address and the final dots of a name.
std::string bare(std::string host) {
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  while (!host.empty() && host.back() == '.') host.pop_back();
  return base::lower(host);
}

/// An IP address; IPv4 ones as IPv6 ones (mapped).
using Bytes = std::array<std::uint8_t, 16>;

std::optional<Bytes> ip_from(const std::string& text) {
  Bytes bytes{};
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  if (::inet_pton(AF_INET, text.c_str(), bytes.data() + 12) != 1) return std::nullopt;
  bytes[10] = bytes[11] = 0xFF;
  return bytes;
}

bool is_in_block(const Bytes& ip, const std::string& block) {
  const std::size_t slash = block.find('/');
  const std::string start = block.substr(0, slash);
  const auto first = ip_from(start);
  if (!first) return false;
  int bits = 128;
  if (slash != std::string::npos) {
    const char* const end = block.data() + block.size();
    const auto read = std::from_chars(block.data() + slash + 1, end, bits);
    if (read.ec != std::errc{} || read.ptr != end || bits < 0) return false;
    if (start.find(':') == std::string::npos) bits += 96;
  }
  for (int i = 0; i < std::min(bits, 128); ++i) {
    const int mask = 0x80 >> (i % 8);
    const auto byte = static_cast<std::size_t>(i / 8);
    if ((ip[byte] & mask) != ((*first)[byte] & mask)) return false;
  }
  return true;
}

std::vector<sockaddr_storage> resolve(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  std::vector<sockaddr_storage> found;
  if (::getaddrinfo(bare(host).c_str(), nullptr, &hints, &list) != 0) return found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    sockaddr_storage storage{};
    std::memcpy(&storage, entry->ai_addr, std::min<std::size_t>(entry->ai_addrlen, sizeof storage));
    found.push_back(storage);
  }
  ::freeaddrinfo(list);
  return found;
}

const sockaddr& plain(const sockaddr_storage& storage) { return reinterpret_cast<const sockaddr&>(storage); }

}  // namespace

bool is_in_no_proxy(const std::string& host, std::string_view list) {
  const std::string name = bare(host);
  const auto ip = ip_from(name);
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(", "), list.size());
    std::string entry = base::lower(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (entry == "*") return true;
    if (ip && is_in_block(*ip, bare(entry))) return true;
    entry.erase(0, entry.starts_with('.') ? 1 : 0);
    entry = bare(entry);
    if (ip || entry.empty()) continue;
    if (name == entry || name.ends_with("." + entry)) return true;
  }
  return false;
}

std::string proxy_for(const Address& address) {
  // HTTP_PROXY can be set by a request to a CGI program.
  std::string proxy = address.scheme == "https" ? first_set({"https_proxy", "HTTPS_PROXY"}) : first_set({"http_proxy"});
  if (proxy.empty()) proxy = first_set({"all_proxy", "ALL_PROXY"});
  if (proxy.empty() || is_in_no_proxy(address.host, first_set({"no_proxy", "NO_PROXY"}))) return {};
  return proxy;
}

std::string why_not_handed_over(const Address& address, const std::string& proxy) {
  const auto targets = resolve(address.host);
  if (targets.empty() && !proxy.empty()) {
    return "the host name cannot be resolved here, so its address cannot be checked before the proxy connects to it";
  }
  const auto is_public = [](const sockaddr_storage& target) { return is_public_address(plain(target)); };
  if (!std::ranges::all_of(targets, is_public)) return "the URL or a redirect is private or local";
  const auto own = proxy.empty() ? std::nullopt : parse_address(proxy, "http");
  const auto proxies = own ? resolve(own->host) : std::vector<sockaddr_storage>();
  const auto is_proxy = [&](const sockaddr_storage& target) {
    return std::ranges::any_of(proxies, [&](const auto& one) { return same_host(plain(one), plain(target)); });
  };
  return std::ranges::any_of(targets, is_proxy) ? "the URL or a redirect points to the proxy" : "";
}

}  // namespace fetch
