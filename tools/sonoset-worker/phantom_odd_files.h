#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "media/video_writer.h"

namespace worker {

/// An unusual file with one video stream: how to write it, and truth that does not follow from that.
struct Odd {
  std::string name;  ///< with extension; the clip id has '-' for '.'
  std::string container;
  media::VideoTrack track;
  std::vector<std::int64_t> pts;
  media::CodecOptions muxer_options;
  bool times_missing = false;  ///< some packets have no timestamp
  int hidden = 0;              ///< pictures at the start that an edit list hides
  bool alpha = false;
  int bit_depth = 8;
};

/// All files with a single stream, in order.
std::vector<Odd> odd_files();

/// An ordinary H.264 track.
media::VideoTrack h264_track();

}  // namespace worker
