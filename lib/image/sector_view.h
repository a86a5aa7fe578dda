#pragma once

#include "model/picture.h"
#include "model/sector.h"

namespace image {

/// The picture with all pixels black that are outside of the sector.
model::Picture masked(const model::Picture& picture, const model::Sector& sector);

/// The sector resampled to `width` beams by `height` depths: the inverse of scan conversion (Ophir and Maklad, Digital
/// scan converters in diagnostic ultrasound imaging, Proceedings of the IEEE 67, 1979).
///
/// Column i is about the beam at (i + 1/2) / width of the way from the left side to the right one, row j about the
/// depth at (j + 1/2) / height of the way from the top to the bottom. With t and u for these two,
///
///   fans           apex + (inner + u (outer - inner)) · (the left side line's unit vector turned by t · angle)
///   other shapes   (1 - u) ((1 - t) c0 + t c1) + u ((1 - t) c3 + t c2), with c0 to c3 for the corners
///   Whole          the same with the visible part's corners
///
/// is the place in the picture. A pixel of the result is the mean of samples at such places, evenly spaced within its
/// beam and depth and at most about a pixel apart, so that reductions do not alias. A sample is interpolated between
/// the four nearest pixels (bilinear, weights in 1/256); one outside of the picture or of the sector's visible part is
/// black. Sums are integers, rounded half up once; places are in 1/65536 pixel, and rays as in image/fan_rays.h. So
/// the result is the same on every machine.
///
/// Any sector and size are allowed. A sector without pixels gives a black picture.
model::Picture polar(const model::Picture& picture, const model::Sector& sector, int width, int height);

}  // namespace image
