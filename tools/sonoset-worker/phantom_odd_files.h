#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "media/video_writer.h"

namespace worker {

/// An odd file with one video stream: how it is written, and what is true of it where that does not follow.
struct Odd {
  std::string name;  ///< with extension; the id is it with '-' for '.'
  std::string container;
  media::VideoTrack track;
  std::vector<std::int64_t> pts;
  media::CodecOptions muxer_options;
  bool times_missing = false;  ///< some packets have no timestamp
  int hidden = 0;              ///< pictures at the start that an edit list leaves out
  bool alpha = false;
  int bit_depth = 8;
};

/// All of them but the one of several streams, in order.
std::vector<Odd> odd_files();

/// An ordinary track of H.264.
media::VideoTrack h264_track();

}  // namespace worker
