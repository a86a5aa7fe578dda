#pragma once

#include <cstddef>
#include <vector>

#include "model/packet_digest.h"

namespace curate {

/// Two clips that share this many distinct key packets are one recording; half of the shorter clip's packets suffice if
/// that is fewer.
inline constexpr std::size_t kSharedKeyPackets = 3;
/// A packet that more clips than this share proves nothing: it may be a title card.
inline constexpr std::size_t kMaxClipsOfPacket = 64;

/// A match of two clips, given by their indices.
struct PacketMatch {
  std::size_t first = 0;
  std::size_t second = 0;   ///< > first
  bool certain = false;     ///< false: they share too few packets, or only packets of too many clips
  model::PacketDigest key;  ///< a packet that they share
};

/// Matches between clips that share key packets, by (first, second): of certain ones only as many as connect the clips;
/// of others one with the first clip that has the packet. `packets` has each clip's, sorted and distinct; null:
/// unknown.
std::vector<PacketMatch> packet_matches(const std::vector<const std::vector<model::PacketDigest>*>& packets);

}  // namespace curate
