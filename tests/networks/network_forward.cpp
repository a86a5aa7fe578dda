// Runs our networks on tensors of a safetensors file, for comparison in Python:
//   network_forward inputs FILE OUT               each tensor [H, W] or [H, W, 3] of 0…255 → input_of
//   network_forward mobilenet WEIGHTS FILE OUT    "pictures" → features, logits, map_0 … map_17, from_B (features)
//   network_forward vgg HEAD SIDE WEIGHTS FILE OUT   HEAD: pocovid, cam; "pictures" → maps, logits, activation_maps
//   (cam)
#include <torch/torch.h>

#include <cstdio>
#include <numeric>

#include "base/error.h"
#include "networks/mobilenet_v2.h"
#include "networks/module_weights.h"
#include "networks/threads.h"
#include "networks/vgg_pocovid.h"
#include "weights/safetensors.h"

namespace {

using Words = std::vector<std::string>;

at::Tensor tensor_of(const weights::Tensor& from) { return at::tensor(from.values).view(from.shape); }

weights::Tensor from_tensor(const std::string& name, const at::Tensor& tensor) {
  const at::Tensor values = tensor.detach().contiguous();
  const float* first = values.data_ptr<float>();
  return {name, values.sizes().vec(), {first, first + values.numel()}};
}

at::Tensor named(const weights::Safetensors& file, const std::string& name) {
  const weights::Tensor* tensor = file.find(name);
  if (tensor == nullptr) throw base::Error(base::Code::InvalidInput, "no tensor " + name);
  return tensor_of(*tensor);
}

model::Picture picture_of(const weights::Tensor& tensor) {
  const int channels = tensor.shape.size() == 3 ? 3 : 1;
  model::Picture picture(static_cast<int>(tensor.shape[1]), static_cast<int>(tensor.shape[0]), channels);
  for (std::size_t i = 0; i < tensor.values.size(); ++i) {
    picture.row(static_cast<int>(i / picture.row_bytes()))[i % picture.row_bytes()] =
        static_cast<std::uint8_t>(tensor.values[i]);
  }
  return picture;
}

weights::Safetensors inputs(const Words& words) {
  weights::Safetensors result;
  for (const weights::Tensor& tensor : weights::read_safetensors(words[1]).tensors) {
    const std::vector<model::Picture> pictures = {picture_of(tensor)};
    result.tensors.push_back(from_tensor(tensor.name, networks::input_of(pictures)));
  }
  return result;
}

weights::Safetensors mobilenet(const Words& words) {
  const auto net = networks::MobileNetV2::read(words[1]);
  const at::Tensor pictures = named(weights::read_safetensors(words[2]), "pictures");
  weights::Safetensors result;
  std::vector<int> blocks(networks::MobileNetV2::kBlocks);
  std::iota(blocks.begin(), blocks.end(), 0);
  const std::vector<at::Tensor> maps = net.maps(pictures, blocks);
  for (const int block : blocks) {
    const at::Tensor& map = maps[static_cast<std::size_t>(block)];
    result.tensors.push_back(from_tensor("map_" + std::to_string(block), map));
    result.tensors.push_back(from_tensor("from_" + std::to_string(block), net.from_block(map, block).features));
  }
  result.tensors.push_back(from_tensor("features", net.features(pictures)));
  result.tensors.push_back(from_tensor("logits", net.logits(pictures)));
  return result;
}

weights::Safetensors vgg(const Words& words) {
  const bool cam = words[1] == "cam";
  networks::VggPocovid net(3, cam ? networks::VggHead::Cam : networks::VggHead::Pocovid, std::stoi(words[2]));
  net->load_backbone(words[3]);
  networks::load_tensors(*net, weights::read_safetensors(words[3]), words[3], "head.");
  net->eval();
  const torch::NoGradGuard no_gradients;
  const at::Tensor pictures = named(weights::read_safetensors(words[4]), "pictures");
  weights::Safetensors result;
  result.tensors.push_back(from_tensor("maps", net->maps(pictures)));
  result.tensors.push_back(from_tensor("logits", net->forward(pictures)));
  if (cam) result.tensors.push_back(from_tensor("activation_maps", net->activation_maps(pictures)));
  return result;
}

int run(const Words& words) {
  networks::set_threads(0);
  if (words.size() == 3 && words[0] == "inputs") {
    weights::write_safetensors(words[2], inputs(words));
  } else if (words.size() == 4 && words[0] == "mobilenet") {
    weights::write_safetensors(words[3], mobilenet(words));
  } else if (words.size() == 6 && words[0] == "vgg") {
    weights::write_safetensors(words[5], vgg(words));
  } else {
    std::fputs("usage: see network_forward.cpp\n", stderr);
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(Words(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
