#include "baseline/grad_cam.h"

#include <vector>

namespace baseline {

at::Tensor grad_cam(const at::Tensor& maps, const std::function<at::Tensor(const at::Tensor&)>& score, int bands) {
  const at::AutoGradMode gradients(true);
  const at::Tensor seen = maps.detach().clone().requires_grad_();
  const at::Tensor gradient = torch::autograd::grad({score(seen).sum()}, {seen})[0];
  const at::Tensor values = seen.detach();
  std::vector<at::Tensor> parts;
  for (int band = 0; band < bands; ++band) {
    const std::int64_t from = maps.size(2) * band / bands;
    const std::int64_t to = maps.size(2) * (band + 1) / bands;
    const at::Tensor weights = gradient.slice(2, from, to).mean({2, 3}, /*keepdim=*/true);
    parts.push_back((values.slice(2, from, to) * weights).sum(1).relu());
  }
  return at::cat(parts, 1);
}

}  // namespace baseline
