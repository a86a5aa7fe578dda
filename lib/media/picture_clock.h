#pragma once

#include <cstdint>

#include "media/time_line.h"
#include "model/frame.h"

struct AVFrame;

namespace media {

/// A picture's time and its source.
struct PictureTime {
  std::int64_t pts = 0;  ///< in the stream's time base
  model::TimeSource source = model::TimeSource::Pts;
};

/// How often timestamps restarted, and the first picture at which they did, counted from 0.
struct Restarts {
  std::int64_t count = 0;
  std::int64_t first = 0;
};

/// Gives each picture of a stream a time, in display order: its own, else libavcodec's best effort, else the previous
/// one's plus its duration. If timestamps restart, as in concatenated files, the times of the later recording are
/// shifted to follow the earlier one.
class PictureClock {
 public:
  explicit PictureClock(const TimeLine& line) : line_(line) {}

  PictureTime see(const AVFrame& frame);
  const Restarts& restarts() const { return restarts_; }

 private:
  bool is_restart(std::int64_t own) const;
  /// Whether to use the previous picture's time and duration instead of this time.
  bool counts(const PictureTime& time) const;
  std::int64_t continued(std::int64_t own);

  TimeLine line_;
  std::int64_t pictures_ = 0;
  std::int64_t next_ = 0;
  std::int64_t end_ = 0;  // the end of all pictures so far
  Restarts restarts_;
  bool has_own_ = false;  // a picture had its own time
  // Of the current recording, in times of the file.
  std::int64_t seen_ = 0;
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;  // the largest
  std::int64_t shift_ = 0;
};

}  // namespace media
