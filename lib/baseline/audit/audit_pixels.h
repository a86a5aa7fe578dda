#pragma once

#include "baseline/audit/folded_table.h"

namespace baseline {

/// `pictures` below are [frames, 1, 112, 112] bytes (see pictures_of).
inline constexpr int kAuditSide = 112;

/// Brightness, contrast and sharpness without position: mean and standard deviation, a histogram of 16 grey levels, and
/// the sharpness and brightness measured by the import.
Table statistics_table(const Samples& samples, const at::Tensor& pictures);

/// The parts of a picture that show names and marks of devices and the black beside a sector, as means over 4 × 4
/// pixels: the upper edge (8% of the side); the sides (8%) down to a fifth of the height, the depth of the chest wall;
/// the upper corners (x + y below a quarter); the tips of the lower corners (0.12). The lower edge and the rest of the
/// sides are left out, as they show lung in pictures that are cropped to their sector.
Table border_table(const at::Tensor& pictures);

/// Features that need no weights: grey level, horizontal and vertical gradient, and Laplacian at two scales, each as
/// mean and standard deviation in the cells of a 3 × 3 grid: 144 numbers.
Table plain_table(const at::Tensor& pictures);

}  // namespace baseline
