#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <vector>

#include "networks/mobilenet_v2.h"
#include "networks/mobilenet_v2_layers.h"

namespace networks {

/// A copy of the blocks of MobileNetV2 behind one of them, whose weights learn: for fine-tuning. Batch norms stay
/// folded in.
class MobileNetTailImpl : public torch::nn::Module {
 public:
  /// The blocks behind `block`.
  MobileNetTailImpl(const MobileNetV2& network, int block);
  /// The map of `block` → [N, 1280], the features of the network.
  torch::Tensor forward(const torch::Tensor& map);

 private:
  std::vector<MobileNetBlock> blocks_;
};
TORCH_MODULE(MobileNetTail);

}  // namespace networks
