#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "media/packet_facts.h"
#include "media/stream_traits.h"
#include "model/recipe.h"

namespace media {

/// One picture that becomes a frame.
struct Wanted {
  std::int64_t picture = 0;  ///< counted in the order shown
  std::int64_t pts = 0;
  std::int64_t packet = 0;  ///< counted in the order decoded
  bool operator==(const Wanted&) const = default;
};

/// Which packets to decode, and how.
struct Plan {
  enum class Use : std::uint8_t {
    Leave,      ///< not sent to the decoder
    Reference,  ///< sent; decoded only where other pictures refer to it
    Decode
  };
  std::vector<Wanted> wanted;  ///< in the order shown
  std::vector<Use> uses;       ///< one a packet
  std::int64_t pictures = 0;   ///< the stream's
  std::int64_t first_pts = 0;  ///< of its first picture
};

/// Decides before anything is decoded. Nothing where the packets do not prove what the decoder will show: a packet
/// without a time, two with the same time, damage, more reordering than the decoder allows for, a start that is not a
/// clean one. Pure.
std::optional<Plan> plan_pictures(const std::vector<PacketFacts>& packets, const StreamTraits& traits,
                                  const model::Sampling& sampling, const model::Window& window);

}  // namespace media
