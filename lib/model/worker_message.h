#pragma once

#include <string>
#include <string_view>

namespace model {

/// A job and its result are one JSON object each, with a "kind" that says which job: "clip" (model/clip_job.h). This is
/// what all of them have in common. Throws Corrupt for a text that is no such object.
std::string worker_message_kind(std::string_view text);

}  // namespace model
