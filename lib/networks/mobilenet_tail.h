#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <vector>

#include "networks/mobilenet_v2.h"
#include "networks/mobilenet_v2_layers.h"

namespace networks {

/// A trainable copy of the last blocks of MobileNetV2, for fine-tuning. Batch norms stay folded.
class MobileNetTailImpl : public torch::nn::Module {
 public:
  /// The blocks after `block`.
  MobileNetTailImpl(const MobileNetV2& network, int block);
  /// Map of `block` → features [N, 1280].
  torch::Tensor forward(const torch::Tensor& map);

 private:
  std::vector<MobileNetBlock> blocks_;
};
TORCH_MODULE(MobileNetTail);

}  // namespace networks
