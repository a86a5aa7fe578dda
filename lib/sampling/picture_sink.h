#pragma once

#include <cstdint>

#include "model/frame.h"
#include "model/picture.h"
#include "sampling/orientation.h"

namespace sampling {

/// The region of a chosen picture, as stored; `orientation` tells how to display it.
struct SampledPicture {
  std::int64_t picture = 0;  ///< counts the stream's pictures from 0 in display order
  std::int64_t pts = 0;      ///< in the stream's time base
  model::TimeSource time_source = model::TimeSource::Pts;
  Orientation orientation;
  model::Picture pixels;
};

/// Receives the pictures of one clip, in order.
class PictureSink {
 public:
  virtual ~PictureSink() = default;
  virtual void take(SampledPicture picture) = 0;
  /// Discards all pictures received so far: they are sent again, converted differently.
  virtual void start_again() = 0;
};

}  // namespace sampling
