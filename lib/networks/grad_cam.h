#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace networks {

/// Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391): which positions support a class. `maps` [N, C, H, W] are the
/// output of a layer; `score` computes the class's logits [N] from them and is differentiable. Returns the heat
/// [N, H, W], the positive part of the sum of the channels weighted by their gradients.
///
/// Uses the gradient at each position instead of its mean over all positions (the paper's equation 1), as in Draelos
/// and Carin 2020 (arXiv 2011.08891). For heads on the mean of the maps both agree up to a factor; for heads on maxima
/// and parts of the maps, as here, the mean gradient would highlight positions the class does not depend on.
at::Tensor grad_cam(const at::Tensor& maps, const std::function<at::Tensor(const at::Tensor&)>& score);

}  // namespace networks
