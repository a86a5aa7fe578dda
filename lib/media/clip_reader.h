#pragma once

#include <cstdint>

#include "model/frame.h"
#include "model/job.h"
#include "model/picture.h"
#include "sampling/orientation.h"

namespace media {

/// One picture that was chosen: its region, as it is stored. Turned by `orientation`, it is what people see.
struct SampledPicture {
  std::int64_t picture = 0;  ///< counts the stream's pictures from 0, in the order they are shown
  std::int64_t pts = 0;      ///< in the stream's time base
  model::TimeSource time_source = model::TimeSource::Pts;
  sampling::Orientation orientation;
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

/// The bytes of packets that are kept in memory, at most; a longer file is read once more instead.
inline constexpr std::int64_t kPacketBytesKept = std::int64_t{48} << 20;

/// Reads one clip as its job's recipe says: finds the pictures, gives them to `sink`, and tells what the container
/// claims, what was seen, and what is wrong. `frames` stays empty: they are the sink's. Where there is an Error
/// finding, what the sink has taken is void. `object` is open to read; it is not closed, nor is any other file opened.
///
/// Which pictures: see media/chooser.h. A picture's time is its own, else libavcodec's best effort, else the previous
/// one's and its duration. Pictures of another size than the first, and damaged ones, are counted but never taken.
/// Throws base::Error where the work cannot be done: Unsupported, Io.
model::ClipResult read_clip(int object, const model::ClipJob& job, PictureSink& sink,
                            std::int64_t packet_bytes_kept = kPacketBytesKept);

}  // namespace media
