#pragma once

#include <string>
#include <string_view>

namespace model {

/// The "kind" of a job or result, which are JSON objects: "clip" (model/clip_job.h). Throws Corrupt for other text.
std::string worker_message_kind(std::string_view text);

}  // namespace model
