#pragma once

#include <cstdint>

#include "model/frame.h"

struct AVFrame;

namespace media {

/// A picture's time, and where it came from.
struct PictureTime {
  std::int64_t pts = 0;  ///< in the stream's time base
  model::TimeSource source = model::TimeSource::Pts;
};

/// Gives each picture of a stream a time, in the order shown. Where it has none of its own: libavcodec's best effort,
/// else the previous one's and its duration.
class PictureClock {
 public:
  PictureTime see(const AVFrame& frame);

 private:
  std::int64_t next_ = 0;
};

}  // namespace media
