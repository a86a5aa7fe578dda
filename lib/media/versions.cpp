#include "media/versions.h"

#include "media/libav.h"

namespace media {

std::string ffmpeg_version() { return av_version_info(); }

}  // namespace media
