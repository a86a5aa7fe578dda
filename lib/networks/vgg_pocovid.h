#pragma once

#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/pimpl.h>

#include <filesystem>
#include <map>
#include <string>

namespace networks {

/// What stands on VGG16's features: POCOVID-Net's head, or its variant for class activation maps.
enum class VggHead { Pocovid, Cam };

/// POCOVID-Net (Born et al. 2020, arXiv 2004.12084): the convolutions of VGG16 (Simonyan and Zisserman 2014,
/// arXiv 1409.1556, configuration D) and a small head; batch norm as Keras has it. For pictures of 224×224 and three
/// classes: 14,747,971 parameters, the running statistics among them. Deterministic for torch::manual_seed and the
/// number of threads.
class VggPocovidImpl : public torch::nn::Module {
 public:
  static constexpr int kSide = 224;

  /// `side`: of the pictures, at least 128 for the seed's head. Throws InvalidInput.
  explicit VggPocovidImpl(int classes = 3, VggHead head = VggHead::Pocovid, int side = kSide);

  /// [N, 3, side, side] → [N, classes], before the softmax.
  torch::Tensor forward(const torch::Tensor& pictures);
  /// [N, 512, side / 32, side / 32].
  torch::Tensor maps(const torch::Tensor& pictures);
  /// [N, classes, side / 32, side / 32]: how much each place says for each class (Zhou et al. 2016,
  /// arXiv 1512.04150). With the Cam head only; else InvalidInput.
  torch::Tensor activation_maps(const torch::Tensor& pictures);

  /// Takes VGG16's weights from a safetensors file in the names of torchvision or timm, which are the same for what
  /// is read: features.N.weight, features.N.bias. Throws as read_safetensors, and Unsupported for other weights.
  void load_backbone(const std::filesystem::path& path);
  /// Only the last convolution and the head learn, as in the seed: 2,392,963 parameters of the three-class network.
  void freeze_all_but_last_convolution();

  /// The whole network as safetensors, with what is needed to build it again; `metadata` goes along.
  void save(const std::filesystem::path& path, std::map<std::string, std::string> metadata = {}) const;

 private:
  int classes_;
  VggHead head_kind_;
  int side_;
  torch::nn::Sequential features_;
  torch::nn::Sequential head_;
};
TORCH_MODULE(VggPocovid);

/// A network that `save` wrote, in evaluation mode. Throws as read_safetensors, and Unsupported for other files.
VggPocovid read_vgg_pocovid(const std::filesystem::path& path);

}  // namespace networks
