#include "model/video.h"

#include "base/names.h"

namespace model {
namespace {

constexpr auto kVideoMethodNames =
    base::names<VideoMethod>({{VideoMethod::Copy, "copy"}, {VideoMethod::Ffv1, "ffv1"}, {VideoMethod::H264, "h264"}});

}  // namespace

std::string_view to_string(VideoMethod method) { return base::name_of(kVideoMethodNames, method); }

std::optional<VideoMethod> video_method_from(std::string_view text) { return base::value_of(kVideoMethodNames, text); }

std::string_view extension(VideoMethod method) { return method == VideoMethod::H264 ? ".mp4" : ".mkv"; }

}  // namespace model
