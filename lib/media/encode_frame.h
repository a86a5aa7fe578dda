#pragma once

#include "media/libav_handles.h"

namespace model {
struct Picture;
}

namespace media {

/// A frame of the wanted format (an AVPixelFormat) with the picture's pixels; `alpha` (grey, the same size) where the
/// format has it. Throws Unsupported where swscale cannot make the format.
UniqueFrame make_frame(const model::Picture& picture, const model::Picture* alpha, int wanted);

}  // namespace media
