#include "frame_writer.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/digest.h"
#include "image/hash.h"
#include "image/quality.h"
#include "image/transform.h"
#include "upright_frame.h"

namespace worker {

FrameWriter::FrameWriter(const model::ClipJob& job, int output, still::Encoder& stills)
    : job_(job), output_(output), stills_(stills) {}

void FrameWriter::take(sampling::SampledPicture picture) {
  too_many_ = too_many_ || static_cast<std::int64_t>(frames_.size()) == model::max_frames(job_.recipe.sampling);
  if (too_many_ || over_limit_ || !write_error_.empty()) return;
  auto [pixels, frame] = upright(picture);
  const bool grey = pixels.channels == 1;
  const model::Picture luma = grey ? model::Picture() : image::luma(pixels);
  const image::Quality quality = image::measure(grey ? pixels : luma);
  frame.hash = image::perceptual_hash(grey ? pixels : luma);
  frame.sharpness = quality.sharpness;
  frame.brightness = quality.brightness;
  if (output_ >= 0) write(frame, pixels);
  frames_.push_back(frame);
}

void FrameWriter::write(model::Frame& frame, const model::Picture& pixels) {
  const auto bytes = stills_.encode(pixels, job_.recipe.format);
  frame.file = base::Hasher().add(bytes).finish();
  frame.file_bytes = static_cast<std::int64_t>(bytes.size());
  bytes_ += frame.file_bytes;
  if (bytes_ > job_.max_output_bytes) {
    over_limit_ = true;
    return;
  }
  std::string_view left(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  while (!left.empty()) {
    const ssize_t n = ::write(output_, left.data(), left.size());
    if (n >= 0) {
      left.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EFBIG) {
      over_limit_ = true;  // RLIMIT_FSIZE
      return;
    } else if (errno != EINTR) {
      write_error_ = std::strerror(errno);
      return;
    }
  }
}

void FrameWriter::start_again() {
  if (output_ >= 0 && ::ftruncate(output_, 0) != 0) write_error_ = std::strerror(errno);
  frames_.clear();
  bytes_ = 0;
  too_many_ = false;
}

}  // namespace worker
