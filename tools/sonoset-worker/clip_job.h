#pragma once

#include <string>

#include "base/channel.h"
#include "model/clip_job.h"
#include "still/encoder.h"

namespace worker {

/// The whole work on one clip. Never throws base::Error: what goes wrong is a finding, and then the output is empty.
model::ClipResult work_on_clip(const model::ClipJob& job, int object, int output, still::Encoder& stills);

/// The same for a job as it comes, with one or two descriptors: the object, and the file that frames go to; without it,
/// none is kept. The answer is a result's text. Throws base::Error where the job makes no sense.
std::string answer_clip_job(const base::Channel::Message& message, still::Encoder& stills);

}  // namespace worker
