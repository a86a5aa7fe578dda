#include "job_outcome.h"

#include <algorithm>

namespace worker {

model::ClipResult failed_clip(const model::ClipJob& job, const std::string& code, const std::string& message) {
  model::ClipResult result;
  result.clip = job.clip;
  result.findings.push_back({code, "clip", job.clip, message});
  return result;
}

std::string finding_for(base::Code code) {
  switch (code) {
    case base::Code::Unsupported:
      return "unsupported";
    case base::Code::Corrupt:
      return "not-media";
    default:
      return "worker-failed";
  }
}

bool has_possible_times(const model::ClipResult& result) {
  const auto is_possible = [&](std::int64_t pts) { return model::is_possible_time(pts, result.content.time_base); };
  return is_possible(result.content.first_pts) && std::ranges::all_of(result.frames, is_possible, &model::Frame::pts);
}

}  // namespace worker
