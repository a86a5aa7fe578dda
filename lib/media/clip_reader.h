#pragma once

#include <cstdint>

#include "model/clip_job.h"
#include "sampling/picture_sink.h"

namespace media {

/// The bytes of packets that are kept in memory, at most; a longer file is read once more instead.
inline constexpr std::int64_t kPacketBytesKept = std::int64_t{48} << 20;

/// Reads one clip as its job's recipe says: finds the pictures, gives them to `sink`, and tells what the container
/// claims, what was seen, and what is wrong. `frames` stays empty: they are the sink's. Where there is an Error
/// finding, what the sink has taken is void. `object` is open to read; it is not closed, nor is any other file opened.
///
/// Which pictures: see sampling/frame_sampler.h. A picture's time is its own, else libavcodec's best effort, else the
/// previous one's and its duration. Pictures of another size than the first, and damaged ones, are counted but never
/// taken. Throws base::Error where the work cannot be done: Unsupported, Io.
model::ClipResult read_clip(int object, const model::ClipJob& job, sampling::PictureSink& sink,
                            std::int64_t packet_bytes_kept = kPacketBytesKept);

}  // namespace media
