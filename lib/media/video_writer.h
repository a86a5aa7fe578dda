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

/// One video stream to be written.
struct VideoTrack {
  std::string encoder = "libx264";       ///< libavcodec's name
  std::string pixel_format = "yuv420p";  ///< libavutil's name; "pal8" gets 224 greys and the first 31 other colours
  int width = 0;                         ///< px, as stored: before the rotation
  int height = 0;
  base::Rational time_base{1, 25};  ///< of the timestamps that `write` gets
  base::Rational rate_hz{25};       ///< what the stream says of itself, and one picture's duration
  base::Rational sample_aspect{1};
  int group = 12;  ///< pictures from one intra picture to the next
  int b_pictures = 0;
  bool interlaced = false;  ///< top field first
  int rotation_deg = 0;     ///< clockwise: what a player is told to do (0, 90, 180, 270)
  bool mirrored = false;    ///< and then left to right
  CodecOptions options;
};

/// Writes video files for tests and demonstrations. The same calls give the same bytes with the same libav: one thread,
/// no dates, no version of the writer.
class VideoWriter {
 public:
  /// `container` is libavformat's name ("mp4", "avi", "image2" for a still …). Throws Unsupported or Io.
  VideoWriter(std::filesystem::path path, const std::string& container, CodecOptions muxer_options = {});
  ~VideoWriter();
  VideoWriter(VideoWriter&&) noexcept;
  VideoWriter& operator=(VideoWriter&&) noexcept;

  /// Add all tracks before the first picture; the result is the track's number. Throws Unsupported.
  int add_video(const VideoTrack& track);
  /// A tone of a second or more in AAC.
  int add_tone(int seconds);

  /// Pictures in the order in which they are shown, of the track's size. `alpha`: a grey picture, for pixel formats
  /// that have it. Throws InvalidInput for a wrong size, Io or Unsupported in libav's words.
  void write(int track, const model::Picture& picture, std::int64_t pts, const model::Picture* alpha = nullptr);
  /// Ends the file. Without it, what is there is not whole.
  void finish();

  /// After `finish`: the timestamps as the file has them, in the order shown, and their unit.
  std::vector<std::int64_t> timestamps(int track) const;
  base::Rational time_base(int track) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace media
