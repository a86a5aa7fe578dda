#include "frame_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "image/hash.h"
#include "image/quality.h"
#include "image/transform.h"
#include "media/pixels_digest.h"

namespace worker {
namespace {

constexpr mode_t kReadOnly = 0444;

bool has_error(const std::vector<model::Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const model::Finding& finding) {
    return model::finding_code(finding.code).severity == model::Severity::Error;
  });
}

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

}  // namespace

FrameWriter::FrameWriter(const model::ClipJob& job, int folder, media::StillEncoder& stills)
    : job_(job), folder_(folder), stills_(stills) {}

void FrameWriter::take(media::SampledPicture picture) {
  if (over_limit()) return;
  const media::Orientation& turn = picture.orientation;
  const bool turned = turn != media::Orientation{};
  const model::Picture pixels =
      turned ? image::orient(picture.pixels, turn.clockwise_deg, turn.mirrored) : std::move(picture.pixels);
  const bool grey = pixels.channels == 1;
  const model::Picture luma = grey ? model::Picture() : image::luma(pixels);
  const image::Quality quality = image::measure(grey ? pixels : luma);
  model::Frame frame;
  frame.picture = picture.picture;
  frame.pts = picture.pts;
  frame.time_source = picture.time_source;
  frame.width = pixels.width;
  frame.height = pixels.height;
  frame.channels = pixels.channels;
  frame.pixels = media::pixels_digest(pixels);
  frame.hash = image::perceptual_hash(grey ? pixels : luma);
  frame.sharpness = quality.sharpness;
  frame.brightness = quality.brightness;
  if (folder_ >= 0) write(frame, pixels);
  frames_.push_back(frame);
}

void FrameWriter::write(model::Frame& frame, const model::Picture& pixels) {
  const auto bytes = stills_.encode(pixels, job_.recipe.format);
  frame.file = base::Hasher().add(bytes).finish();
  frame.file_bytes = static_cast<std::int64_t>(bytes.size());
  bytes_ += frame.file_bytes;
  if (over_limit()) return;
  const std::string name = model::frame_name(frame.picture, job_.recipe.format);
  const base::Descriptor file(
      ::openat(folder_, name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, kReadOnly));
  if (!file) base::throw_errno("cannot write", name);
  base::write_all(file.get(), std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()), name);
}

void FrameWriter::start_again() {
  for (const model::Frame& frame : frames_) {
    if (folder_ >= 0) ::unlinkat(folder_, model::frame_name(frame.picture, job_.recipe.format).c_str(), 0);
  }
  frames_.clear();
  bytes_ = 0;
}

model::ClipResult work_on(const model::ClipJob& job, int object, int folder, media::StillEncoder& stills) {
  FrameWriter writer(job, folder, stills);
  model::ClipResult result;
  try {
    result = media::read_clip(object, job, writer);
    if (writer.over_limit()) {
      result.findings.push_back({"worker-limit", "clip", job.clip,
                                 "its frames take more than " + std::to_string(job.most_output_bytes) + " bytes"});
    }
  } catch (const base::Error& error) {
    result = failed(job, finding_for(error.code()), error.what());
  } catch (const std::bad_alloc&) {
    result = failed(job, "worker-limit", "reading the file takes more memory than is allowed");
  }
  if (has_error(result.findings)) {
    writer.start_again();
  } else {
    result.frames = writer.release();
  }
  return result;
}

}  // namespace worker
