#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/rational.h"
#include "media/codec_options.h"
#include "model/picture.h"

namespace media {

class Output;

/// The parameters of a video stream to write.
struct VideoTrack {
  std::string encoder = "libx264";       ///< libavcodec's name
  std::string pixel_format = "yuv420p";  ///< libavutil's name; "pal8" has 224 greys and the first 31 other colours
  int width = 0;                         ///< in pixels, before rotation
  int height = 0;
  base::Rational time_base{1, 25};  ///< of the timestamps given to `write`
  base::Rational rate_hz{25};       ///< the frame rate in the header; also determines the duration of a picture
  base::Rational sample_aspect{1};
  int group = 12;  ///< distance between intra pictures
  int b_pictures = 0;
  bool interlaced = false;  ///< top field first
  int rotation_deg = 0;     ///< clockwise, for players (0, 90, 180, 270)
  bool mirrored = false;    ///< then mirrored left to right
  CodecOptions options;
};

/// Writes video files. The same calls give the same bytes with the same libav version: one
/// thread, no dates, no writer version.
class VideoWriter {
 public:
  /// `container` is libavformat's name ("mp4", "avi", "image2" for a still …). Throws Unsupported or Io.
  VideoWriter(std::filesystem::path path, const std::string& container, CodecOptions muxer_options = {});
  /// Writes to an open file, which must outlive it.
  VideoWriter(Output& output, const std::string& container, CodecOptions muxer_options = {});
  ~VideoWriter();
  VideoWriter(VideoWriter&&) noexcept;
  VideoWriter& operator=(VideoWriter&&) noexcept;

  /// Adds a track and returns its number. Add all tracks before the first picture. Throws Unsupported.
  int add_video(const VideoTrack& track);
  /// Adds an AAC tone of at least a second.
  int add_tone(int seconds);

  /// Writes a picture of the track's size, in display order. `alpha`: a grey picture, for pixel formats with alpha.
  /// Throws InvalidInput for a wrong size, Io or Unsupported with libav's message.
  void write(int track, const model::Picture& picture, std::int64_t pts, const model::Picture* alpha = nullptr);
  /// Finishes the file. Without this call it is incomplete.
  void finish();

  /// After `finish`: the timestamps in the file, in display order, and their unit.
  std::vector<std::int64_t> timestamps(int track) const;
  base::Rational time_base(int track) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace media
