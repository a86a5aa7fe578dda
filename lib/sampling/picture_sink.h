#pragma once

#include <cstdint>

#include "model/frame.h"
#include "model/picture.h"
#include "sampling/orientation.h"

namespace sampling {

/// One picture that was chosen: its region, as it is stored. Turned by `orientation`, it is what people see.
struct SampledPicture {
  std::int64_t picture = 0;  ///< counts the stream's pictures from 0, in the order they are shown
  std::int64_t pts = 0;      ///< in the stream's time base
  model::TimeSource time_source = model::TimeSource::Pts;
  Orientation orientation;
  model::Picture pixels;
};

/// Takes the pictures of one clip, in order.
class PictureSink {
 public:
  virtual ~PictureSink() = default;
  virtual void take(SampledPicture picture) = 0;
  /// Forget all that was taken: it comes again, otherwise.
  virtual void start_again() = 0;
};

}  // namespace sampling
