#pragma once

#include "media/libav_handles.h"

namespace model {
struct Picture;
}

namespace media {

/// Converts a picture to a frame of `format` (an AVPixelFormat), with `alpha` (grey, same size) if the format has it.
/// Throws Unsupported if swscale cannot convert to the format.
UniqueFrame make_frame(const model::Picture& picture, const model::Picture* alpha, int wanted);

}  // namespace media
