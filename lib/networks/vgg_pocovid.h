#pragma once

#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/pimpl.h>

#include <filesystem>
#include <map>
#include <string>

namespace networks {

/// The head on VGG16's features: POCOVID-Net's, or its variant for class activation maps.
enum class VggHead { Pocovid, Cam };

/// POCOVID-Net (Born et al. 2020, arXiv 2004.12084): the convolutions of VGG16 (Simonyan and Zisserman 2014,
/// arXiv 1409.1556, configuration D) and a small head; batch norm with the settings of Keras. With pictures of 224×224
/// and three classes it has 14,747,971 parameters, including running statistics. Deterministic for a given
/// torch::manual_seed and number of threads.
class VggPocovidImpl : public torch::nn::Module {
 public:
  static constexpr int kSide = 224;

  /// `side` of the pictures, at least 128 with the Pocovid head. Throws InvalidInput.
  explicit VggPocovidImpl(int classes = 3, VggHead head = VggHead::Pocovid, int side = kSide);

  /// [N, 3, side, side] → [N, classes], before the softmax.
  torch::Tensor forward(const torch::Tensor& pictures);
  /// [N, 512, side / 32, side / 32].
  torch::Tensor maps(const torch::Tensor& pictures);
  /// Class activation maps [N, classes, side / 32, side / 32] (Zhou et al. 2016, arXiv 1512.04150). Throws InvalidInput
  /// unless the head is Cam.
  torch::Tensor activation_maps(const torch::Tensor& pictures);

  /// Loads VGG16's weights from a safetensors file with the names of torchvision and timm: features.N.weight,
  /// features.N.bias. Throws as read_safetensors, and Unsupported for other weights.
  void load_backbone(const std::filesystem::path& path);
  /// Leaves only the last convolution and the head trainable, as in POCOVID-Net: 2,392,963 parameters with three
  /// classes.
  void freeze_all_but_last_convolution();

  /// Writes the whole network as safetensors; `metadata` is added to what `read_vgg_pocovid` needs.
  void save(const std::filesystem::path& path, std::map<std::string, std::string> metadata = {}) const;

 private:
  int classes_;
  VggHead head_kind_;
  int side_;
  torch::nn::Sequential features_;
  torch::nn::Sequential head_;
};
TORCH_MODULE(VggPocovid);

/// Reads a network written by `save`, in evaluation mode. Throws as read_safetensors, and Unsupported for other files.
VggPocovid read_vgg_pocovid(const std::filesystem::path& path);

}  // namespace networks
