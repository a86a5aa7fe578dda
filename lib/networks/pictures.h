#pragma once

#include <ATen/core/Tensor.h>

#include <span>

#include "model/picture.h"

namespace networks {

/// [N, channels, side, side] floats from 0 to 255, not rounded. Pictures are stretched to a square; grey is repeated
/// for three channels, colours become grey (ITU-R BT.601) for one. Bilinear with half-pixel centres; when shrinking,
/// the filter's support grows with the reduction, as in PIL's BILINEAR.
at::Tensor pictures_tensor(std::span<const model::Picture> pictures, int channels, int side);

}  // namespace networks
