#pragma once

#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/pimpl.h>

namespace networks {

/// A convolutional network to train from scratch on grey pictures of 112×112: four convolutions with stride 2, each
/// with batch norm and ReLU, global pooling, and a dense layer; about 98,000 parameters. Deterministic for a given
/// torch::manual_seed and number of threads.
class SmallNetImpl : public torch::nn::Module {
 public:
  static constexpr int kSide = 112;
  static constexpr int kFeatures = 128;

  explicit SmallNetImpl(int classes);

  /// [N, 1, 112, 112] → [N, classes], before the softmax.
  torch::Tensor forward(const torch::Tensor& pictures);
  /// [N, 128]: the input of the dense layer, without dropout.
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
