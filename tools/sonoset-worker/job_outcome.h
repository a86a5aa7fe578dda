#pragma once

#include <string>

#include "base/error.h"
#include "model/clip_job.h"

namespace worker {

/// A result with this finding only.
model::ClipResult failed_clip(const model::ClipJob& job, const std::string& code, const std::string& message);
/// The code of the finding for an error while a file is read.
std::string finding_for(base::Code code);
/// Whether the times of all frames are possible (model::is_possible_time).
bool has_possible_times(const model::ClipResult& result);

}  // namespace worker
