#pragma once

#include <string>

#include "base/channel.h"
#include "model/clip_job.h"
#include "still/encoder.h"

namespace vision {
class TextReader;
}

namespace worker {

/// Reads one clip and makes its frames. `reader` may be null if the recipe asks for no text. Never throws base::Error:
/// errors become findings, and the output is then empty.
model::ClipResult work_on_clip(const model::ClipJob& job, int object, int output, still::Encoder& stills,
                               vision::TextReader* reader);

/// The same for a job message with one or two descriptors: the object and, unless frames are not kept, the output file.
/// Returns the result as text. Throws base::Error for an invalid job.
std::string answer_clip_job(const base::Channel::Message& message, still::Encoder& stills, vision::TextReader* reader);

}  // namespace worker
