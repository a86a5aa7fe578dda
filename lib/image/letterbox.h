#pragma once

#include "base/rational.h"
#include "model/picture.h"
#include "model/region.h"

namespace image {

/// The largest upright box of the picture's shape that fits into width x height, in the middle (one pixel more to the
/// right and below where it cannot be). `pixel_aspect` is the width of a pixel over its height: the shape is that of
/// the picture as it is displayed, and the pixels of the result are square. Sides are rounded half up, and at least 1.
model::Region letterbox_area(const model::Picture& picture, base::Rational pixel_aspect, int width, int height);

/// The picture scaled to letterbox_area, with black around it.
///
/// Scaling is by a triangle filter ("bilinear") whose support grows with the reduction, so that every pixel counts when
/// a picture gets smaller, as Pillow's resize with BILINEAR does it: first along rows, then along columns, weights and
/// sums in integers, rounded half up once at the end of each direction (8 more bits are kept in between). The same
/// pixels give the same pixels on every machine.
model::Picture letterbox(const model::Picture& picture, base::Rational pixel_aspect, int width, int height);

}  // namespace image
