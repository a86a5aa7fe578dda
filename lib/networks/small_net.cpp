#include "networks/small_net.h"

#include <torch/torch.h>

#include <array>

namespace networks {
namespace {

namespace nn = torch::nn;

void push_convolution(nn::Sequential& layers, int from, int to, int kernel) {
  const auto options = nn::Conv2dOptions(from, to, kernel).stride(2).padding(kernel / 2).bias(false);
  nn::Conv2d convolution(options);
  // He et al. 2015 (arXiv 1502.01852): for ReLU.
  nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut, torch::kReLU);
  layers->push_back(convolution);
  layers->push_back(nn::BatchNorm2d(to));
  layers->push_back(nn::ReLU(nn::ReLUOptions(true)));
}

}  // namespace

SmallNetImpl::SmallNetImpl(int classes) {
  struct Step {
    int maps;
    int kernel;
  };
  constexpr std::array<Step, 4> kSteps = {{{16, 5}, {32, 3}, {64, 3}, {kFeatures, 3}}};
  constexpr double kDropout = 0.2;
  int channels = 1;
  nn::Sequential layers;
  for (const Step& step : kSteps) {
    push_convolution(layers, channels, step.maps, step.kernel);
    channels = step.maps;
  }
  layers_ = register_module("layers", layers);
  nn::Sequential head;
  head->push_back("dropout", nn::Dropout(kDropout));
  head->push_back("classes", nn::Linear(kFeatures, classes));
  head_ = register_module("head", head);
}

torch::Tensor SmallNetImpl::maps(const torch::Tensor& pictures) { return layers_->forward(pictures); }
torch::Tensor SmallNetImpl::features(const torch::Tensor& pictures) { return maps(pictures).mean({2, 3}); }
torch::Tensor SmallNetImpl::from_maps(const torch::Tensor& maps) { return head_->forward(maps.mean({2, 3})); }
torch::Tensor SmallNetImpl::forward(const torch::Tensor& pictures) { return from_maps(maps(pictures)); }

}  // namespace networks
