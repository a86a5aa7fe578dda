#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace networks {

/// Where a network sees a class: Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391). `maps` [N, C, H, W] are a layer's;
/// `score` gives the class's logits [N] from them, differentiably. The heat [N, H, W] is the positive part of the sum
/// of the channels, each weighted with its gradient.
///
/// The gradient is each place's own, not its mean over all places as in the paper's equation 1 (Draelos and Carin 2020,
/// arXiv 2011.08891). Behind a mean of the maps both are the same but for a factor; behind maxima and parts of the
/// maps, which the heads here use, the mean would show places that the class does not depend on.
at::Tensor grad_cam(const at::Tensor& maps, const std::function<at::Tensor(const at::Tensor&)>& score);

}  // namespace networks
