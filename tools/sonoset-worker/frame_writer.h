#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/clip_job.h"
#include "model/frame.h"
#include "sampling/picture_sink.h"
#include "still/encoder.h"

namespace worker {

/// Turns sampled pictures into frames: measured, hashed, and their encoded bytes written one behind the other to the
/// end of a file that is open already.
class FrameWriter : public sampling::PictureSink {
 public:
  /// `output`: open descriptor; -1: nothing is written. `stills` keeps its buffers from clip to clip.
  FrameWriter(const model::ClipJob& job, int output, still::Encoder& stills);

  void take(sampling::SampledPicture picture) override;
  void start_again() override;

  /// The frames, by picture number; the writer has none afterwards.
  std::vector<model::Frame> release() { return std::move(frames_); }
  /// Whether the frames took more than the job allows; those after that were not written.
  bool over_limit() const { return over_limit_; }
  /// Why frames could not be written, in the system's words; empty: they could.
  const std::string& write_error() const { return write_error_; }

 private:
  void write(model::Frame& frame, const model::Picture& pixels);

  const model::ClipJob& job_;
  int output_;
  still::Encoder& stills_;
  std::vector<model::Frame> frames_;
  std::int64_t bytes_ = 0;
  bool over_limit_ = false;
  std::string write_error_;
};

}  // namespace worker
