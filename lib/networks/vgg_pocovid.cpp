#include "networks/vgg_pocovid.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <array>
#include <charconv>
#include <optional>

#include "base/error.h"
#include "networks/module_weights.h"

namespace networks {
namespace {

namespace nn = torch::nn;

constexpr int kMaps = 512;
constexpr int kReduction = 32;
constexpr int kPool = 4;
constexpr int kMaxVggClasses = 10'000;
constexpr int kMaxSide = 4096;
constexpr const char* kNetwork = "vgg16-pocovid";
constexpr const char* kBackbone = "features.";

// Layers are numbered as in torchvision: from 0 over convolutions, ReLUs and poolings.
nn::Sequential vgg16_features() {
  constexpr int kPooling = 0;
  constexpr std::array<int, 18> kPlan = {64,       64,  kPooling, 128, 128,      kPooling, 256, 256, 256,
                                         kPooling, 512, 512,      512, kPooling, 512,      512, 512, kPooling};
  nn::Sequential layers;
  int channels = 3;
  for (const int maps : kPlan) {
    if (maps == kPooling) {
      layers->push_back(nn::MaxPool2d(nn::MaxPool2dOptions(2).stride(2)));
      continue;
    }
    nn::Conv2d convolution(nn::Conv2dOptions(channels, maps, 3).padding(1));
    // Initialised as in torchvision: He et al. 2015 (arXiv 1502.01852).
    nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut, torch::kReLU);
    nn::init::zeros_(convolution->bias);
    layers->push_back(convolution);
    layers->push_back(nn::ReLU(nn::ReLUOptions(true)));
    channels = maps;
  }
  return layers;
}

// Initialised as in Keras (Glorot and Bengio 2010).
nn::Linear dense(int from, int to) {
  nn::Linear layer(from, to);
  nn::init::xavier_uniform_(layer->weight);
  nn::init::zeros_(layer->bias);
  return layer;
}

nn::Sequential pocovid_head(int side, int classes) {
  constexpr int kHidden = 64;
  const int pooled = side / kReduction / kPool;
  nn::Sequential layers;
  layers->push_back("pool", nn::AvgPool2d(kPool));
  layers->push_back("flatten", nn::Flatten());
  layers->push_back("dense", dense(kMaps * pooled * pooled, kHidden));
  layers->push_back("norm", nn::BatchNorm1d(nn::BatchNorm1dOptions(kHidden).eps(1e-3).momentum(0.01)));
  layers->push_back("relu", nn::ReLU());
  layers->push_back("dropout", nn::Dropout(0.5));
  layers->push_back("classes", dense(kHidden, classes));
  return layers;
}

nn::Sequential cam_head(int classes) {
  nn::Sequential layers;
  layers->push_back("pool", nn::AdaptiveAvgPool2d(1));
  layers->push_back("flatten", nn::Flatten());
  layers->push_back("dropout", nn::Dropout(0.5));
  layers->push_back("classes", dense(kMaps, classes));
  return layers;
}

const char* word_of(VggHead head) { return head == VggHead::Cam ? "cam" : "pocovid"; }

std::optional<int> number_in(const std::map<std::string, std::string>& metadata, const char* key) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) return std::nullopt;
  int value = 0;
  const char* end = found->second.data() + found->second.size();
  const auto [stopped, error] = std::from_chars(found->second.data(), end, value);
  return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

}  // namespace

VggPocovidImpl::VggPocovidImpl(int classes, VggHead head, int side) : classes_(classes), head_kind_(head), side_(side) {
  const int least = kReduction * (head == VggHead::Cam ? 1 : kPool);
  if (classes < 2 || classes > kMaxVggClasses || side < least || side > kMaxSide) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("VGG16 needs 2 to {} classes and a side of {} to {}, not {} classes and {}",
                                  kMaxVggClasses, least, kMaxSide, classes, side));
  }
  features_ = register_module("features", vgg16_features());
  head_ = register_module("head", head == VggHead::Cam ? cam_head(classes) : pocovid_head(side, classes));
}

torch::Tensor VggPocovidImpl::maps(const torch::Tensor& pictures) { return features_->forward(pictures); }
torch::Tensor VggPocovidImpl::forward(const torch::Tensor& pictures) { return head_->forward(maps(pictures)); }

torch::Tensor VggPocovidImpl::activation_maps(const torch::Tensor& pictures) {
  if (head_kind_ != VggHead::Cam) {
    throw base::Error(base::Code::InvalidInput, "class activation maps need a head with global pooling");
  }
  const torch::Tensor weight = head_->named_parameters()["classes.weight"];
  return torch::conv2d(maps(pictures), weight.view({classes_, kMaps, 1, 1}));
}

void VggPocovidImpl::load_backbone(const std::filesystem::path& path) {
  const auto wanted = [](std::string_view name) { return name.starts_with(kBackbone); };
  load_tensors(*this, weights::read_safetensors(path, wanted), path, kBackbone);
}

void VggPocovidImpl::freeze_all_but_last_convolution() {
  constexpr std::string_view kLast = "features.28.";
  for (auto& item : named_parameters()) {
    const bool frozen = item.key().starts_with(kBackbone) && !item.key().starts_with(kLast);
    item.value().set_requires_grad(!frozen);
  }
}

void VggPocovidImpl::save(const std::filesystem::path& path, std::map<std::string, std::string> metadata) const {
  metadata["network"] = kNetwork;
  metadata["head"] = word_of(head_kind_);
  metadata["classes"] = std::to_string(classes_);
  metadata["side"] = std::to_string(side_);
  weights::write_safetensors(path, {tensors_of(*this), std::move(metadata)});
}

VggPocovid read_vgg_pocovid(const std::filesystem::path& path) {
  const weights::Safetensors file = weights::read_safetensors(path);
  const auto network = file.metadata.find("network");
  const auto head = file.metadata.find("head");
  const auto classes = number_in(file.metadata, "classes");
  const auto side = number_in(file.metadata, "side");
  const bool cam = head != file.metadata.end() && head->second == word_of(VggHead::Cam);
  if (network == file.metadata.end() || network->second != kNetwork || !classes || !side ||
      (!cam && (head == file.metadata.end() || head->second != word_of(VggHead::Pocovid)))) {
    throw base::Error(base::Code::Unsupported,
                      fmt::format("'{}' is not a POCOVID-Net saved by this program", path.string()));
  }
  VggPocovid result(*classes, cam ? VggHead::Cam : VggHead::Pocovid, *side);
  load_tensors(*result, file, path);
  result->eval();
  return result;
}

}  // namespace networks
