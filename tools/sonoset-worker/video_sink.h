#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "media/output.h"
#include "media/video_writer.h"
#include "model/clip_job.h"
#include "sampling/picture_sink.h"

namespace worker {

/// Encodes the pictures of a clip as a video: upright, the first one at time 0, each at its own time (in 1/90,000 s;
/// Matroska rounds to milliseconds). FFV1 keeps grey and RGB pixels as they are. H.264 is 4:2:0, so an odd width or
/// height is padded by repeating the last column or row. With a width of the job, it is for players: see
/// model::ClipJob. Throws base::Error if a picture cannot be written.
class VideoSink : public sampling::PictureSink {
 public:
  /// `output`: see model::ClipJob.
  VideoSink(const model::ClipJob& job, int output);

  void take(sampling::SampledPicture picture) override;
  void start_again() override;
  /// Completes the video, unless there were no pictures.
  void finish();

  /// The pictures, with the digests of their pixels.
  std::vector<model::Frame> release() { return std::move(frames_); }
  /// Why the video is not complete: more pictures than an answer can hold, or too many bytes.
  bool too_many() const { return too_many_; }
  bool over_limit() const { return output_.over_limit(); }

 private:
  media::VideoTrack track_for(const sampling::SampledPicture& picture, const model::Picture& pixels) const;

  const model::ClipJob& job_;
  int descriptor_;
  media::Output output_;
  std::optional<media::VideoWriter> writer_;
  std::vector<model::Frame> frames_;
  std::int64_t last_ = -1;  // time of the last picture
  bool too_many_ = false;
};

}  // namespace worker
