#include "networks/weights_check.h"

#include <torch/torch.h>

#include <array>
#include <string_view>

#include "base/file.h"
#include "networks/mobilenet_v2.h"
#include "networks/vgg_pocovid.h"
#include "weights/safetensors.h"

namespace networks {
namespace fs = std::filesystem;
namespace {

// FlatBuffers' file identifier, after four bytes of offset.
bool is_tflite(const fs::path& file) {
  const base::Descriptor descriptor = base::open_to_read(file);
  std::array<char, 8> start{};
  const std::size_t n = base::read_at(descriptor.get(), 0, start.data(), start.size(), file);
  return n == start.size() && std::string_view(&start[4], 4) == "TFL3";
}

}  // namespace

std::string check_weights(const fs::path& file) {
  if (is_tflite(file)) {
    MobileNetV2::read(file);
    return "MobileNetV2 1.0/224 for 1001 classes";
  }
  const weights::Safetensors header = weights::read_safetensors(file, [](std::string_view) { return false; });
  const auto network = header.metadata.find("network");
  if (network != header.metadata.end() && network->second == "vgg16-pocovid") {
    read_vgg_pocovid(file);
    return "POCOVID-Net on VGG16";
  }
  VggPocovid()->load_backbone(file);
  return "VGG16's convolutions";
}

}  // namespace networks
