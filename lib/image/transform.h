#pragma once

#include "model/picture.h"

namespace image {

/// Rotates the picture clockwise by 0, 90, 180 or 270 degrees, then mirrors it left to right if asked.
model::Picture orient(const model::Picture& picture, int clockwise_deg, bool mirrored);

/// The luma of an RGB picture (see image/quality.h); a grey picture unchanged.
model::Picture luma(const model::Picture& picture);

}  // namespace image
