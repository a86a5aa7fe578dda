#include "networks/mobilenet_tail.h"

#include <fmt/format.h>
#include <torch/torch.h>

namespace networks {
namespace {

// Keeps the zeros of SAME padding (same_padded) at zero.
at::Tensor without_padding(const at::Tensor& gradient) {
  at::Tensor result = gradient.clone();
  result.select(2, 0).zero_();
  result.select(3, 0).zero_();
  return result;
}

}  // namespace

MobileNetTailImpl::MobileNetTailImpl(const MobileNetV2& network, int block) {
  const auto& all = network.layers().blocks;
  blocks_.assign(all.begin() + block + 1, all.end());
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    for (std::size_t k = 0; k < blocks_[i].convolutions.size(); ++k) {
      Convolution& convolution = blocks_[i].convolutions[k];
      const std::string name = fmt::format("block_{}_{}", static_cast<std::size_t>(block) + 1 + i, k);
      convolution.weight = register_parameter(name + "_weight", convolution.weight.clone());
      if (convolution.stride == 2) convolution.weight.register_hook(without_padding);
      convolution.bias = register_parameter(name + "_bias", convolution.bias.clone());
    }
  }
}

torch::Tensor MobileNetTailImpl::forward(const torch::Tensor& map) {
  torch::Tensor out = map;
  for (const MobileNetBlock& block : blocks_) out = run_block(block, out);
  return out.mean({2, 3});
}

}  // namespace networks
