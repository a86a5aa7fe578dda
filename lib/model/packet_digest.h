#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// The first half of the SHA-256 of a packet's picture data, without the parts that containers rewrite. Half is enough
/// to tell packets apart, and saves space in the catalog.
struct PacketDigest {
  static constexpr std::size_t kBytes = 16;
  std::array<std::uint8_t, kBytes> bytes{};
  auto operator<=>(const PacketDigest&) const = default;
  std::string hex() const;
};

/// As stored in the catalog: concatenated.
std::string to_bytes(const std::vector<PacketDigest>& digests);
/// Nothing unless the bytes are complete digests, sorted and distinct.
std::optional<std::vector<PacketDigest>> packet_digests_from(std::string_view bytes);

}  // namespace model
