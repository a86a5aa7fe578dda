#pragma once

#include <filesystem>
#include <string>

namespace networks {

/// What a file of weights holds, in words ("MobileNetV2 1.0/224 for 1001 classes"), after building the network from it:
/// a TensorFlow Lite file of MobileNetV2, VGG16's in safetensors, or a POCOVID-Net that was saved. Throws as these
/// do where it holds none of them.
std::string check_weights(const std::filesystem::path& file);

}  // namespace networks
