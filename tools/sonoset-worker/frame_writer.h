#pragma once

#include <cstdint>
#include <vector>

#include "media/clip_reader.h"
#include "media/still.h"
#include "model/frame.h"
#include "model/job.h"

namespace worker {

/// Turns sampled pictures into frames: measured, hashed and written, read-only, into a folder that is open already.
class FrameWriter : public media::PictureSink {
 public:
  /// `folder`: open descriptor; -1: nothing is written. `stills` keeps its buffers from clip to clip.
  FrameWriter(const model::ClipJob& job, int folder, media::StillEncoder& stills);

  void take(media::SampledPicture picture) override;
  void start_again() override;

  /// The frames, by picture number; the writer has none afterwards.
  std::vector<model::Frame> release() { return std::move(frames_); }
  /// Whether the frames took more than the job allows; those after that were not written.
  bool over_limit() const { return bytes_ > job_.most_output_bytes; }

 private:
  void write(model::Frame& frame, const model::Picture& pixels);

  const model::ClipJob& job_;
  int folder_;
  media::StillEncoder& stills_;
  std::vector<model::Frame> frames_;
  std::int64_t bytes_ = 0;
};

/// The whole work on one clip. Never throws base::Error: what goes wrong is a finding, and then the folder is empty.
model::ClipResult work_on(const model::ClipJob& job, int object, int folder, media::StillEncoder& stills);

}  // namespace worker
