#pragma once

#include "media/output.h"
#include "model/clip_job.h"

namespace media {

/// Writes the packets of a clip to a Matroska file of their own, without decoding them: only the pictures of the job's
/// window, its first one at time 0, and nothing of the container's metadata. Units in the packets that are not pictures
/// or their parameters, such as SEI messages, are left out, as they can hold text.
///
/// That is possible only without a region, for H.264, HEVC, VP8, VP9 and AV1, and if the window is the whole stream or
/// its packets are proven (media/plan.h) to need no others; else the result has a finding "unsupported" with the
/// reason. Whether a decoder gives the same pictures is for the caller to check. Throws Unsupported or Io.
model::ClipResult copy_clip(int object, const model::ClipJob& job, Output& output);

}  // namespace media
