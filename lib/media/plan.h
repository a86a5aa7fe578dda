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
  std::int64_t picture = 0;  ///< counted in display order
  std::int64_t pts = 0;
  std::int64_t packet = 0;  ///< counted in decoding order
  bool operator==(const Wanted&) const = default;
};

/// Which packets to decode, and how.
struct Plan {
  enum class Use : std::uint8_t {
    Leave,      ///< not sent to the decoder
    Reference,  ///< sent; decoded only if other pictures refer to it
    Decode
  };
  std::vector<Wanted> wanted;  ///< in display order
  std::vector<Use> uses;       ///< one per packet
  std::int64_t pictures = 0;   ///< of the stream
  std::int64_t first_pts = 0;  ///< of the first picture
};

/// Makes a plan before decoding. Nothing if the packets do not prove what the decoder will output: a packet without a
/// time, equal times, damage, more reordering than the decoder allows, or a stream that does not start with a random
/// access point. A pure function.
std::optional<Plan> plan_pictures(const std::vector<PacketFacts>& packets, const StreamTraits& traits,
                                  const model::Sampling& sampling, const model::Window& window);

}  // namespace media
