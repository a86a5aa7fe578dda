#pragma once

#include "media/libav.h"
#include "model/picture.h"

namespace media {

/// A frame of the wanted format with the picture's pixels; `alpha` (grey, the same size) where the format has it.
/// Throws Unsupported where swscale cannot make the format.
UniqueFrame make_frame(const model::Picture& picture, const model::Picture* alpha, AVPixelFormat format);

}  // namespace media
