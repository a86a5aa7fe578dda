#pragma once

#include <cstdint>

#include "media/time_line.h"
#include "model/frame.h"

struct AVFrame;

namespace media {

/// A picture's time, and where it came from.
struct PictureTime {
  std::int64_t pts = 0;  ///< in the stream's time base
  model::TimeSource source = model::TimeSource::Pts;
};

/// How often times started again, and at which picture first, counted from 0.
struct Restarts {
  std::int64_t count = 0;
  std::int64_t first = 0;
};

/// Gives each picture of a stream a time, in the order shown. Where it has none of its own: libavcodec's best effort,
/// else the previous one's and its duration. Where times start again, as in files that were put one behind the other,
/// the time line goes on: the later recording's times are moved behind the earlier one's.
class PictureClock {
 public:
  explicit PictureClock(const TimeLine& line) : line_(line) {}

  PictureTime see(const AVFrame& frame);
  const Restarts& restarts() const { return restarts_; }

 private:
  bool is_restart(std::int64_t own) const;
  /// Whether the previous picture's time and duration say more than this one.
  bool counts(const PictureTime& time) const;
  std::int64_t continued(std::int64_t own);

  TimeLine line_;
  std::int64_t pictures_ = 0;
  std::int64_t next_ = 0;
  std::int64_t end_ = 0;  // behind all pictures so far
  Restarts restarts_;
  bool has_own_ = false;  // a picture had a time of its own
  // Of the recording, as the file has its times.
  std::int64_t seen_ = 0;
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;  // the largest
  std::int64_t shift_ = 0;
};

}  // namespace media
