#include "model/packet_digest.h"

#include <algorithm>
#include <functional>

#include "base/text.h"

namespace model {

std::string PacketDigest::hex() const { return base::hex(bytes); }

std::string to_bytes(const std::vector<PacketDigest>& digests) {
  std::string text;
  text.reserve(digests.size() * PacketDigest::kBytes);
  for (const PacketDigest& digest : digests) text.append(digest.bytes.begin(), digest.bytes.end());
  return text;
}

std::optional<std::vector<PacketDigest>> packet_digests_from(std::string_view bytes) {
  if (bytes.size() % PacketDigest::kBytes != 0) return std::nullopt;
  std::vector<PacketDigest> digests(bytes.size() / PacketDigest::kBytes);
  for (PacketDigest& digest : digests) {
    std::copy_n(bytes.begin(), PacketDigest::kBytes, digest.bytes.begin());
    bytes.remove_prefix(PacketDigest::kBytes);
  }
  if (std::ranges::adjacent_find(digests, std::greater_equal<>()) != digests.end()) return std::nullopt;
  return digests;
}

}  // namespace model
