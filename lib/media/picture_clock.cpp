#include "media/picture_clock.h"

#include <algorithm>

#include "media/libav.h"

namespace media {

PictureTime PictureClock::see(const AVFrame& frame) {
  PictureTime time{frame.pts, model::TimeSource::Pts};
  if (frame.pts == AV_NOPTS_VALUE) time = {frame.best_effort_timestamp, model::TimeSource::BestEffort};
  if (time.pts == AV_NOPTS_VALUE) time = {next_, model::TimeSource::Previous};
  if (__builtin_add_overflow(time.pts, std::max<std::int64_t>(frame.pkt_duration, 0), &next_)) next_ = time.pts;
  return time;
}

}  // namespace media
