#include "networks/grad_cam.h"

namespace networks {

at::Tensor grad_cam(const at::Tensor& maps, const std::function<at::Tensor(const at::Tensor&)>& score) {
  const at::AutoGradMode gradients(true);
  const at::Tensor seen = maps.detach().clone().requires_grad_();
  const at::Tensor gradient = torch::autograd::grad({score(seen).sum()}, {seen})[0];
  return (seen.detach() * gradient).sum(1).relu();
}

}  // namespace networks
