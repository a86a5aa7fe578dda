#pragma once

#include <cstddef>
#include <vector>

#include "model/packet_digest.h"

namespace curate {

/// So many distinct key pictures that two clips share, packet for packet, make them one recording; half of those of the
/// shorter clip do, where it has fewer.
inline constexpr std::size_t kSharedKeyPackets = 3;
/// A packet shared by more clips than this proves nothing: it may be a title card.
inline constexpr std::size_t kMaxClipsOfPacket = 64;

/// Clips are numbers: their place in a list.
struct PacketMatch {
  std::size_t first = 0;
  std::size_t second = 0;   ///< > first
  bool certain = false;     ///< else the two share too little, or only what too many share
  model::PacketDigest key;  ///< one that they share
};

/// Which clips share key pictures, packet for packet. Of those that certainly do, no more matches than hold them
/// together; of the others one with the first clip that has the packet. `packets` has each clip's, sorted and distinct;
/// null: not known. By (first, second).
std::vector<PacketMatch> packet_matches(const std::vector<const std::vector<model::PacketDigest>*>& packets);

}  // namespace curate
