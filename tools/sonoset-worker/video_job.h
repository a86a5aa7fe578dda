#pragma once

#include "model/clip_job.h"

namespace worker {

/// Makes the video of one clip in `output`, by the job's method. Never throws base::Error: errors become findings, and
/// the output is then empty.
model::ClipResult work_on_video(const model::ClipJob& job, int object, int output);

}  // namespace worker
