#include "video_job.h"

#include <unistd.h>

#include <new>
#include <string>

#include "base/error.h"
#include "job_outcome.h"
#include "media/clip_copy.h"
#include "media/clip_reader.h"
#include "video_sink.h"

namespace worker {
namespace {

std::string too_large(const model::ClipJob& job) {
  return "the video is larger than " + std::to_string(job.max_output_bytes >> 20) + " MB (--worker-output)";
}

model::ClipResult encoded(const model::ClipJob& job, int object, int output) {
  VideoSink sink(job, output);
  try {
    model::ClipResult result = media::read_clip(object, job, sink);
    if (sink.too_many()) {
      return failed_clip(
          job, "worker-limit",
          "more than " + std::to_string(model::max_frames(job.recipe.sampling)) + " pictures; divide it with windows");
    }
    if (model::has_error(result.findings)) return result;
    sink.finish();
    result.frames = sink.release();
    return result;
  } catch (const base::Error&) {
    if (sink.over_limit()) return failed_clip(job, "worker-limit", too_large(job));
    throw;
  }
}

model::ClipResult copied(const model::ClipJob& job, int object, int output) {
  media::Output file(output);
  try {
    return media::copy_clip(object, job, file);
  } catch (const base::Error&) {
    if (file.over_limit()) return failed_clip(job, "worker-limit", too_large(job));
    throw;
  }
}

}  // namespace

model::ClipResult work_on_video(const model::ClipJob& job, int object, int output) {
  model::ClipResult result;
  try {
    result = *job.video == model::VideoMethod::Copy ? copied(job, object, output) : encoded(job, object, output);
  } catch (const base::Error& error) {
    result = failed_clip(job, finding_for(error.code()), error.what());
  } catch (const std::bad_alloc&) {
    result = failed_clip(job, "worker-limit", "reading the file needs more memory than --worker-memory allows");
  }
  if (!model::has_error(result.findings) && !has_possible_times(result)) {
    result = failed_clip(job, "times-invalid", "a timestamp is out of range");
  }
  if (!model::has_error(result.findings) && result.frames.empty()) {
    result = failed_clip(job, "no-pictures", "the clip has no pictures");
  }
  if (model::has_error(result.findings) && ::ftruncate(output, 0) != 0) {
    result = failed_clip(job, "worker-failed", "cannot empty the video");
  }
  return result;
}

}  // namespace worker
