#pragma once

#include <ATen/core/Tensor.h>

#include <span>

#include "model/picture.h"

namespace networks {

/// [N, channels, side, side] of floats from 0 to 255, unrounded: each picture stretched to a square, grey repeated;
/// for one channel, colours become grey (ITU-R BT.601). Bilinear with half-pixel centres; where a picture shrinks, the
/// triangle is as wide as the step from one result to the next, as PIL's BILINEAR does.
at::Tensor pictures_tensor(std::span<const model::Picture> pictures, int channels, int side);

}  // namespace networks
