#pragma once

#include <string>
#include <vector>

namespace worker {

/// `encode OUT.mp4 --rate R --size WxH`: encodes raw pictures from the channel on descriptor 3 as an MP4 video. It is
/// here because only this program links FFmpeg.
int encode(const std::vector<std::string>& arguments);

}  // namespace worker
