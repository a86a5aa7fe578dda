#pragma once

#include <filesystem>
#include <string>

namespace networks {

/// Describes the network of a file of weights ("MobileNetV2 1.0/224 for 1001 classes"), after building it: MobileNetV2
/// as TensorFlow Lite, VGG16 as safetensors, or a saved POCOVID-Net. Throws as their readers do for other files.
std::string check_weights(const std::filesystem::path& file);

}  // namespace networks
