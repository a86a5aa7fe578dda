#pragma once

#include "model/picture.h"
#include "model/region.h"

namespace image {

/// The part of the picture that `region` names. Throws InvalidInput where it does not fit.
model::Picture crop(const model::Picture& picture, const model::Region& region);

/// The picture turned clockwise by 0, 90, 180 or 270 degrees, then mirrored left to right where asked.
model::Picture orient(const model::Picture& picture, int clockwise_deg, bool mirrored);

/// Luma of an RGB picture (see image/quality.h); a grey picture as it is.
model::Picture luma(const model::Picture& picture);

}  // namespace image
