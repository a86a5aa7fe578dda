#include "clip_job.h"

#include <new>

#include "base/error.h"
#include "frame_writer.h"
#include "job_outcome.h"
#include "media/clip_reader.h"
#include "sector_search.h"
#include "video_job.h"

namespace worker {

model::ClipResult work_on_clip(const model::ClipJob& job, int object, int output, still::Encoder& stills,
                               vision::TextReader* reader) {
  FrameWriter writer(job, output, stills);
  model::ClipResult result;
  try {
    const bool reads_text = job.recipe.text > 0;
    if (reads_text && reader == nullptr) throw base::Error(base::Code::Io, "the worker was not started to read text");
    SectorSearch search(job.recipe, reads_text ? reader : nullptr);
    result = media::read_clip(object, job, writer, job.recipe.finds_sector() || reads_text ? &search : nullptr);
    if (job.recipe.finds_sector()) {
      result.sector = search.found();
      result.overlays = search.overlays();
    }
    if (reads_text) result.texts = search.texts();
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
    result = failed_clip(job, finding_for(error.code()), error.what());
  } catch (const std::bad_alloc&) {
    result = failed_clip(job, "worker-limit", "reading the file needs more memory than --worker-memory allows");
  }
  if (!writer.write_error().empty()) {
    result = failed_clip(job, "worker-failed", "cannot write frames: " + writer.write_error());
  }
  if (model::has_error(result.findings)) {
    result.texts.reset();
    result.tags.reset();
    result.sector.reset();
    result.overlays.clear();
  }
  if (!model::has_error(result.findings)) {
    result.frames = writer.release();
    if (!has_possible_times(result)) result = failed_clip(job, "times-invalid", "a timestamp is out of range");
  }
  if (model::has_error(result.findings)) writer.start_again();
  return result;
}

std::string answer_clip_job(const base::Channel::Message& message, still::Encoder& stills, vision::TextReader* reader) {
  const auto& descriptors = message.descriptors;
  if (descriptors.empty() || descriptors.size() > 2) {
    throw base::Error(base::Code::InvalidInput, "a clip job needs one or two descriptors");
  }
  const model::ClipJob job = model::parse_clip_job(message.text);
  const int output = descriptors.size() == 2 ? descriptors[1].get() : -1;
  if (job.video && output < 0) throw base::Error(base::Code::InvalidInput, "a video needs a file to write to");
  model::ClipResult result = job.video ? work_on_video(job, descriptors[0].get(), output)
                                       : work_on_clip(job, descriptors[0].get(), output, stills, reader);
  result.ticket = job.ticket;
  return model::to_json(result);
}

}  // namespace worker
