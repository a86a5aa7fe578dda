#pragma once

#include <string>
#include <string_view>

namespace model {

/// A worker's first message: that it waits for jobs, or why it cannot start here, which is not the fault of a file.
std::string ready_message();
std::string not_ready_message(std::string_view why);
/// Empty: it is ready. Throws Corrupt for other text.
std::string why_not_ready(std::string_view text);

/// The "kind" of a job or result, which are JSON objects: "clip" (model/clip_job.h). Throws Corrupt for other text.
std::string worker_message_kind(std::string_view text);

}  // namespace model
