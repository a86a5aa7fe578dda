#pragma once

#include <cstdint>

#include "media/picture_clock.h"

namespace model {
struct ClipJob;
struct ContentMetadata;
}  // namespace model

namespace sampling {
class PictureSink;
}

namespace media {

class Container;
class PacketStore;
struct TimeLine;

/// What decoding a clip showed, besides its frames.
struct DecodingSummary {
  std::int64_t taken = 0;       ///< frames
  std::int64_t lost = 0;        ///< damaged pictures, and packets that could not be decoded
  std::int64_t other_size = 0;  ///< pictures of another size than the first one's
  bool odd_angle = false;       ///< the display matrix turns by no multiple of 90 degrees
  bool alpha_hides = false;     ///< a frame has pixels that are transparent, or a layer that says so
  bool range_ignored = false;   ///< grey alone, flagged as limited range
  bool region_outside = false;  ///< the region does not lie within the picture: nothing was taken
  bool in_window = false;       ///< where all was decoded: some picture lay in the window
  Restarts restarts;            ///< of the pictures that were decoded
};

/// Decodes what the job's recipe needs, by a plan where the packets prove one, else all, in as many rounds as it takes;
/// gives the frames to `sink` and fills `seen`, but its time base.
DecodingSummary decode_clip(const model::ClipJob& job, Container& container, PacketStore& packets, const TimeLine& line,
                            sampling::PictureSink& sink, model::ContentMetadata& content);

}  // namespace media
