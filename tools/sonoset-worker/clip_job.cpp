#include "clip_job.h"

#include <algorithm>
#include <new>

#include "base/error.h"
#include "frame_writer.h"
#include "media/clip_reader.h"

namespace worker {
namespace {

model::ClipResult failed(const model::ClipJob& job, const std::string& code, const std::string& message) {
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

}  // namespace

model::ClipResult work_on_clip(const model::ClipJob& job, int object, int output, still::Encoder& stills) {
  FrameWriter writer(job, output, stills);
  model::ClipResult result;
  try {
    result = media::read_clip(object, job, writer);
    if (writer.too_many()) {
      result.findings.push_back({"worker-limit", "clip", job.clip,
                                 "more than " + std::to_string(model::max_frames(job.recipe.sampling)) +
                                     " frames; sample fewer (--every, --max-frames), or divide it with windows"});
    }
    if (writer.over_limit()) {
      result.findings.push_back(
          {"worker-limit", "clip", job.clip,
           "its frames are larger than " + std::to_string(job.max_output_bytes >> 20) + " MB (--worker-output)"});
    }
  } catch (const base::Error& error) {
    result = failed(job, finding_for(error.code()), error.what());
  } catch (const std::bad_alloc&) {
    result = failed(job, "worker-limit", "reading the file needs more memory than --worker-memory allows");
  }
  if (!writer.write_error().empty()) {
    result = failed(job, "worker-failed", "cannot write frames: " + writer.write_error());
  }
  if (!model::has_error(result.findings)) {
    result.frames = writer.release();
    if (!has_possible_times(result)) result = failed(job, "times-invalid", "a timestamp is out of range");
  }
  if (model::has_error(result.findings)) writer.start_again();
  return result;
}

std::string answer_clip_job(const base::Channel::Message& message, still::Encoder& stills) {
  const auto& descriptors = message.descriptors;
  if (descriptors.empty() || descriptors.size() > 2) {
    throw base::Error(base::Code::InvalidInput, "a clip job needs one or two descriptors");
  }
  const model::ClipJob job = model::parse_clip_job(message.text);
  const int output = descriptors.size() == 2 ? descriptors[1].get() : -1;
  model::ClipResult result = work_on_clip(job, descriptors[0].get(), output, stills);
  result.ticket = job.ticket;
  return model::to_json(result);
}

}  // namespace worker
