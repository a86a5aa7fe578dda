#pragma once

#include <cstdint>

#include "media/picture_clock.h"
#include "model/file_tags.h"

namespace model {
struct ClipJob;
struct ContentMetadata;
}  // namespace model

namespace sampling {
class PictureSink;
class RegionFinder;
}  // namespace sampling

namespace media {

class Container;
class PacketStore;
struct TimeLine;

/// What was found when decoding a clip, besides its frames.
struct DecodingSummary {
  std::int64_t taken = 0;        ///< frames
  std::int64_t lost = 0;         ///< damaged pictures, and packets that could not be decoded
  std::int64_t other_size = 0;   ///< pictures of another size than the first
  bool odd_angle = false;        ///< the display matrix rotates by an angle that is not a multiple of 90 degrees
  bool alpha_hides = false;      ///< a frame has transparent pixels, or an alpha layer
  bool range_ignored = false;    ///< grey pictures flagged as limited range
  bool region_outside = false;   ///< the region is not inside the picture: no frames
  bool in_window = false;        ///< if all was decoded: the window has pictures
  Restarts restarts;             ///< among the decoded pictures
  model::FileTags picture_tags;  ///< of the first decoded picture
};

/// Decodes the pictures that the job's recipe needs: by a plan if the packets allow one, else all; in several rounds if
/// necessary. Gives the frames to `sink` and fills `content`, except its time base. `finder` may be null.
DecodingSummary decode_clip(const model::ClipJob& job, Container& container, PacketStore& packets, const TimeLine& line,
                            sampling::PictureSink& sink, sampling::RegionFinder* finder,
                            model::ContentMetadata& content);

}  // namespace media
