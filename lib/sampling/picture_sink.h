#pragma once

#include <cstdint>

#include "base/rational.h"
#include "model/frame.h"
#include "model/picture.h"
#include "sampling/orientation.h"

namespace sampling {

/// What a stream says about all its pictures.
struct StreamFacts {
  base::Rational time_base{1};
  base::Rational rate_hz;           ///< as the container claims; 0: unknown
  base::Rational sample_aspect{1};  ///< width to height of a stored pixel
};

/// The region of a chosen picture, as stored; `orientation` tells how to display it.
struct SampledPicture {
  std::int64_t picture = 0;  ///< counts the stream's pictures from 0 in display order
  std::int64_t pts = 0;      ///< in the stream's time base
  model::TimeSource time_source = model::TimeSource::Pts;
  Orientation orientation;
  model::Picture pixels;
  StreamFacts stream = {};
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
