#pragma once

#include <string>
#include <vector>

namespace worker {

/// A video in mp4 from raw pictures of ours, which come over the channel on descriptor 3: as FFmpeg is in this program
/// alone. OUT.mp4 --rate R --size WxH.
int encode(const std::vector<std::string>& arguments);

}  // namespace worker
