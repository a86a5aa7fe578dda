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

/// The first half of the SHA-256 of what a packet holds of its picture, without what containers rewrite: enough to tell
/// packets apart, half the room in catalogs.
struct PacketDigest {
  static constexpr std::size_t kBytes = 16;
  std::array<std::uint8_t, kBytes> bytes{};
  auto operator<=>(const PacketDigest&) const = default;
  std::string hex() const;
};

/// As they stand in a catalog: one behind the other.
std::string to_bytes(const std::vector<PacketDigest>& digests);
/// Nothing where the bytes are no whole digests, or not sorted and distinct.
std::optional<std::vector<PacketDigest>> packet_digests_from(std::string_view bytes);

}  // namespace model
