#pragma once

#include "model/picture.h"

namespace image {

/// The picture turned clockwise by 0, 90, 180 or 270 degrees, then mirrored left to right where asked.
model::Picture orient(const model::Picture& picture, int clockwise_deg, bool mirrored);

/// Luma of an RGB picture (see image/quality.h); a grey picture as it is.
model::Picture luma(const model::Picture& picture);

}  // namespace image
