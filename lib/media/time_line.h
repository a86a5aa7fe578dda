#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "media/packet_facts.h"

struct AVStream;

namespace media {

/// H.264's max_dec_frame_buffering: so many pictures are decoded before one that is shown before them, at most.
inline constexpr std::size_t kMaxReordered = 16;

/// What a stream's header and packets say of its times, before anything is decoded.
struct TimeLine {
  std::int64_t period = 1;       ///< ticks from one picture to the next, by the header's rate; 25 a second without one
  std::int64_t half_second = 1;  ///< in ticks
  std::int64_t start_us = 0;     ///< of the first picture
  std::int64_t end_us = 0;       ///< of the last picture's end
  /// How many packets have the same time as another, where these are most of the packets that have any: then times say
  /// nothing, and pictures are counted; else 0.
  std::int64_t without_own_time = 0;
  /// The first packet, in the order decoded, that is shown before all of more packets than can be reordered: another
  /// recording starts there.
  std::optional<std::size_t> restart;
};

TimeLine time_line_of(const std::vector<PacketFacts>& packets, const AVStream& stream);

}  // namespace media
