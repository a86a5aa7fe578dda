#include "fetch/address_policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace fetch {
namespace {

struct Block4 {
  std::uint32_t start;
  int bits;
};
constexpr Block4 kNotPublic4[] = {
    {0x00000000, 8},   // "this network", unspecified
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared, CGNAT
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local; cloud metadata services
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays, deprecated
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
};

bool is_public4(std::uint32_t address) {
  return std::ranges::none_of(kNotPublic4, [&](const Block4& block) {
    return (address >> (32 - block.bits)) == (block.start >> (32 - block.bits));
  });
}

using Bytes16 = std::array<std::uint8_t, 16>;

std::uint32_t four_bytes(const Bytes16& bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8 | static_cast<std::uint32_t>(bytes[at + 3]);
}

bool starts_with(const Bytes16& bytes, std::initializer_list<std::uint8_t> start) {
  return std::equal(start.begin(), start.end(), bytes.begin());
}

bool is_public6(const Bytes16& bytes) {
  // Mapped and NAT64 (RFC 6052) addresses: judged by their IPv4 address.
  if (starts_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF})) return is_public4(four_bytes(bytes, 12));
  if (starts_with(bytes, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public4(four_bytes(bytes, 12));
  // Only 2000::/3 is global unicast.
  if ((bytes[0] & 0xE0) != 0x20) return false;
  if (starts_with(bytes, {0x20, 0x02})) return is_public4(four_bytes(bytes, 2));  // 6to4
  if (starts_with(bytes, {0x20, 0x01, 0x0D, 0xB8})) return false;                 // documentation
  if (starts_with(bytes, {0x3F, 0xFF}) && bytes[2] < 0x10) return false;          // documentation (RFC 9637)
  return !(starts_with(bytes, {0x20, 0x01}) && bytes[2] < 2);                     // 2001::/23: Teredo and others
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes16 bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return is_public6(bytes);
  }
  return false;
}

bool is_private_host(const std::string& host) {
  std::string name = host;
  if (name.size() > 2 && name.front() == '[') name = name.substr(1, name.size() - 2);
  name = name.substr(0, name.find('%'));  // an IPv6 zone
  sockaddr_in in{};
  in.sin_family = AF_INET;
  if (::inet_pton(AF_INET, name.c_str(), &in.sin_addr) == 1) {
    return !is_public_address(reinterpret_cast<const sockaddr&>(in));
  }
  sockaddr_in6 in6{};
  in6.sin6_family = AF_INET6;
  if (::inet_pton(AF_INET6, name.c_str(), &in6.sin6_addr) == 1) {
    return !is_public_address(reinterpret_cast<const sockaddr&>(in6));
  }
  while (!name.empty() && name.back() == '.') name.pop_back();
  return name == "localhost" || name.ends_with(".localhost");
}

bool same_host(const sockaddr& first, const sockaddr& second) {
  if (first.sa_family != second.sa_family) return false;
  if (first.sa_family == AF_INET) {
    const auto& a = reinterpret_cast<const sockaddr_in&>(first);
    const auto& b = reinterpret_cast<const sockaddr_in&>(second);
    return a.sin_addr.s_addr == b.sin_addr.s_addr;
  }
  if (first.sa_family != AF_INET6) return false;
  const auto& a = reinterpret_cast<const sockaddr_in6&>(first);
  const auto& b = reinterpret_cast<const sockaddr_in6&>(second);
  return std::memcmp(&a.sin6_addr, &b.sin6_addr, sizeof a.sin6_addr) == 0;
}

}  // namespace fetch
