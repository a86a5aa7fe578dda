#pragma once

#include "base/rational.h"
#include "model/picture.h"
#include "model/region.h"

namespace image {

/// The largest box with the picture's displayed shape that fits into width x height, centred (an odd pixel goes to the
/// right or bottom). `pixel_aspect` is the width of a pixel divided by its height; pixels of the result are square.
/// Sides are rounded half up and at least 1.
model::Region letterbox_area(int picture_width, int picture_height, base::Rational pixel_aspect, int width, int height);

/// Scales the picture to letterbox_area, with black around it.
///
/// Uses a triangle filter ("bilinear") whose support grows with the reduction, like Pillow's resize with BILINEAR:
/// first along rows, then along columns, with integer weights and sums, rounded half up once per direction (8 extra
/// bits are kept in between). The result is the same on every machine.
model::Picture letterbox(const model::Picture& picture, base::Rational pixel_aspect, int width, int height);

}  // namespace image
