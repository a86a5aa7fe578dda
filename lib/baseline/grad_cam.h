#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace baseline {

/// Where a network sees a class: Grad-CAM, Selvaraju et al. 2017 (arXiv 1610.02391), equations 1 and 2. `maps` [N, C,
/// H, W] are a layer's; `score` gives the class's logits [N] from them, differentiably. A channel's weight is the mean
/// of its gradient, the heat the positive part of the weighted sum of channels: [N, H, W].
///
/// With `bands` the height is cut into as many parts, each with weights of its own: for what is behind the maps pools
/// them in parts, one mean over all of it would mix up what is seen where.
at::Tensor grad_cam(const at::Tensor& maps, const std::function<at::Tensor(const at::Tensor&)>& score, int bands = 1);

}  // namespace baseline
