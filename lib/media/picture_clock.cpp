#include "media/picture_clock.h"

#include <algorithm>

#include "media/libav.h"
#include "sampling/wide.h"

namespace media {

using sampling::difference;
using sampling::narrow;
using sampling::Wide;

/// Whether the time goes back further than reordering explains or, in a short recording, to its start.
bool PictureClock::is_restart(std::int64_t own) const {
  if (seen_ == 0) return false;
  const Wide back = difference(last_, own);
  if (back > line_.half_second && back > Wide(line_.period) * (kMaxReordered + 1)) return true;
  return seen_ > static_cast<std::int64_t>(kMaxReordered) && own <= first_;
}

std::int64_t PictureClock::continued(std::int64_t own) {
  if (is_restart(own)) {
    if (restarts_.count++ == 0) restarts_.first = pictures_;
    shift_ = narrow(Wide(end_) - own);
    seen_ = 0;
  }
  if (seen_++ == 0) first_ = last_ = own;
  last_ = std::max(last_, own);
  return narrow(Wide(own) + shift_);
}

bool PictureClock::counts(const PictureTime& time) const {
  if (time.pts == AV_NOPTS_VALUE || (line_.without_own_time > 0 && pictures_ > 0)) return true;
  // libavcodec may give the last picture of a recording the decoding time of the next one's first packet.
  return time.source == model::TimeSource::BestEffort && has_own_ && is_restart(time.pts);
}

PictureTime PictureClock::see(const AVFrame& frame) {
  PictureTime time{frame.pts, model::TimeSource::Pts};
  if (frame.pts == AV_NOPTS_VALUE) time = {frame.best_effort_timestamp, model::TimeSource::BestEffort};
  has_own_ = has_own_ || frame.pts != AV_NOPTS_VALUE;
  if (counts(time)) {
    time = {next_, model::TimeSource::Previous};
  } else {
    time.pts = continued(time.pts);
  }
  const std::int64_t duration = frame.pkt_duration > 0 ? frame.pkt_duration : line_.period;
  next_ = narrow(Wide(time.pts) + duration);
  end_ = pictures_ == 0 ? next_ : std::max(end_, next_);
  ++pictures_;
  return time;
}

}  // namespace media
