#pragma once

#include <torch/nn/module.h>

#include <string>
#include <vector>

#include "weights/safetensors.h"

namespace networks {

/// Parameters and buffers of a module by name ("features.0.weight"), without the unused batch counters of batch norms.
std::vector<weights::Tensor> tensors_of(const torch::nn::Module& module);

/// Loads the parameters and buffers of a module whose names begin with `prefix` from a file's tensors; ignores other
/// tensors. `file` is for messages. Throws Unsupported if a tensor is missing or has another shape.
void load_tensors(torch::nn::Module& module, const weights::Safetensors& from, const std::string& file,
                  const std::string& prefix = "");

}  // namespace networks
