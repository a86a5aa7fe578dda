#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/clip_job.h"
#include "model/frame.h"
#include "sampling/picture_sink.h"
#include "still/encoder.h"

namespace worker {

/// Turns sampled pictures into frames: measures and hashes them, and appends their encoded bytes to an open file.
class FrameWriter : public sampling::PictureSink {
 public:
  /// `output`: an open descriptor, or -1 to write nothing. `stills` is reused from clip to clip for its buffers.
  FrameWriter(const model::ClipJob& job, int output, still::Encoder& stills);

  void take(sampling::SampledPicture picture) override;
  void start_again() override;

  /// Moves the frames out, ordered by picture number.
  std::vector<model::Frame> release() { return std::move(frames_); }
  /// Whether the frames exceeded the job's output limit; the rest was not written.
  bool over_limit() const { return over_limit_; }
  /// Whether there were more frames than an answer can hold; the rest was not written.
  bool too_many() const { return too_many_; }
  /// The system's error message if a write failed, else empty.
  const std::string& write_error() const { return write_error_; }

 private:
  void write(model::Frame& frame, const model::Picture& pixels);

  const model::ClipJob& job_;
  int output_;
  still::Encoder& stills_;
  std::vector<model::Frame> frames_;
  std::int64_t bytes_ = 0;
  bool over_limit_ = false;
  bool too_many_ = false;
  std::string write_error_;
};

}  // namespace worker
