#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "media/packet_facts.h"

struct AVStream;

namespace media {

/// H.264's max_dec_frame_buffering: the maximum number of pictures decoded before a picture that is shown earlier.
inline constexpr std::size_t kMaxReordered = 16;

/// The times of a stream, from its header and packets, before decoding.
struct TimeLine {
  std::int64_t period = 1;       ///< ticks per picture by the header's rate, or 25 per second without one
  std::int64_t half_second = 1;  ///< in ticks
  std::int64_t start_us = 0;     ///< of the first picture
  std::int64_t end_us = 0;       ///< of the last picture's end
  /// The number of packets that share their time with another, if these are most of the packets with times; else 0.
  /// Then times are not used, and pictures are counted.
  std::int64_t without_own_time = 0;
  /// The first packet, in decoding order, that is shown before more packets than can be reordered: the start of another
  /// recording.
  std::optional<std::size_t> restart;
};

TimeLine time_line_of(const std::vector<PacketFacts>& packets, const AVStream& stream);

}  // namespace media
