#pragma once

#include <cstdint>

#include "model/clip_job.h"
#include "sampling/picture_sink.h"
#include "sampling/region_finder.h"

namespace media {

/// Maximum bytes of packets kept in memory; larger files are read again instead.
inline constexpr std::int64_t kPacketBytesKept = std::int64_t{48} << 20;

/// Reads one clip by its job's recipe: gives the pictures to `sink`, and returns the header metadata, the content
/// metadata and findings. `frames` stays empty; the sink has them. If there is an Error finding, discard what the sink
/// received. `object` must be open for reading and stays open; no other file is opened.
///
/// Which pictures: see sampling/frame_sampler.h. A picture's time is its own, else libavcodec's best effort, else the
/// previous one's plus its duration. Pictures of another size than the first and damaged ones are counted but never
/// taken. `finder`, which may be null, may choose the region instead of the recipe. Throws Unsupported or Io.
model::ClipResult read_clip(int object, const model::ClipJob& job, sampling::PictureSink& sink,
                            sampling::RegionFinder* finder = nullptr,
                            std::int64_t packet_bytes_kept = kPacketBytesKept);

}  // namespace media
