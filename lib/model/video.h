#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace model {

/// How a clip is made into a video file of its own.
enum class VideoMethod : std::uint8_t {
  Copy,  ///< its packets, unchanged, in Matroska
  Ffv1,  ///< encoded without loss, in Matroska
  H264   ///< encoded with loss, in MP4
};
/// "copy", "ffv1", "h264".
std::string_view to_string(VideoMethod method);
std::optional<VideoMethod> video_method_from(std::string_view text);
/// ".mkv" or ".mp4".
std::string_view extension(VideoMethod method);

}  // namespace model
