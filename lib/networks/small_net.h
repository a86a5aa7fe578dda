#pragma once

#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/pimpl.h>

namespace networks {

/// A convolutional network to train from scratch on grey pictures of 112×112: four convolutions that halve the side,
/// each with batch norm and ReLU, global pooling, and a dense layer; some 98,000 parameters. Deterministic for
/// torch::manual_seed and the number of threads.
class SmallNetImpl : public torch::nn::Module {
 public:
  static constexpr int kSide = 112;
  static constexpr int kFeatures = 128;

  explicit SmallNetImpl(int classes);

  /// [N, 1, 112, 112] → [N, classes], before the softmax.
  torch::Tensor forward(const torch::Tensor& pictures);
  /// [N, 128]: what the dense layer gets, without dropout.
  torch::Tensor features(const torch::Tensor& pictures);
  /// [N, 128, 7, 7].
  torch::Tensor maps(const torch::Tensor& pictures);
  /// `forward` from the maps: for Grad-CAM.
  torch::Tensor from_maps(const torch::Tensor& maps);

 private:
  torch::nn::Sequential layers_;
  torch::nn::Sequential head_;
};
TORCH_MODULE(SmallNet);

}  // namespace networks
