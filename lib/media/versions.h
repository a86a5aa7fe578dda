#pragma once

#include <string>

namespace media {

/// The version of FFmpeg that is loaded.
std::string ffmpeg_version();

}  // namespace media
