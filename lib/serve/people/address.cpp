#include "serve/people/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace serve {
namespace {

using FourBytes = in_addr;
using SixteenBytes = in6_addr;

template <typename Address>
std::optional<Address> parse_ip(int family, std::string_view text) {
  Address address{};
  if (::inet_pton(family, std::string(text).c_str(), &address) != 1) return std::nullopt;
  return address;
}

std::string text_of_ip(int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return ::inet_ntop(family, address, text.data(), text.size()) == nullptr ? "" : text.data();
}

/// In one spelling; IPv4 in IPv6 as IPv4. Nothing for other text.
std::optional<std::string> normal_address(std::string_view text) {
  if (const auto four = parse_ip<FourBytes>(AF_INET, text)) return text_of_ip(AF_INET, &*four);
  const auto six = parse_ip<SixteenBytes>(AF_INET6, text);
  if (!six) return std::nullopt;
  constexpr int kFourAt = 12;
  if (IN6_IS_ADDR_V4MAPPED(&*six)) return text_of_ip(AF_INET, six->s6_addr + kFourAt);
  return text_of_ip(AF_INET6, &*six);
}

bool is_this_machine(std::string_view address) { return address == "::1" || address.starts_with("127."); }

}  // namespace

std::string client_address(const Request& request, bool trust_proxy) {
  std::string peer = normal_address(request.peer).value_or(request.peer);
  if (!trust_proxy || !is_this_machine(peer)) return peer;
  std::string_view list;
  for (const Header& header : request.headers) {
    if (base::same_word(header.name, "X-Forwarded-For")) list = header.value;
  }
  const std::size_t comma = list.rfind(',');
  const std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  return normal_address(base::trimmed(last, " \t")).value_or(peer);
}

std::string address_block(std::string_view address) {
  auto six = parse_ip<SixteenBytes>(AF_INET6, address);
  if (!six) return std::string(address);
  constexpr int kNetworkBytes = 8;
  std::fill(std::begin(six->s6_addr) + kNetworkBytes, std::end(six->s6_addr), std::uint8_t{0});
  return text_of_ip(AF_INET6, &*six) + "/64";
}

}  // namespace serve
