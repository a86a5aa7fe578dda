#pragma once

#include <torch/nn/module.h>

#include <string>
#include <vector>

#include "weights/safetensors.h"

namespace networks {

/// Parameters and buffers of a module under their names ("features.0.weight"), without the counters of batches that
/// batch norms keep and do not use.
std::vector<weights::Tensor> tensors_of(const torch::nn::Module& module);

/// Copies a file's tensors into those parameters and buffers of a module whose names begin with `prefix`; others of
/// the file are left alone. `file` is for messages. Throws Unsupported where one is missing or has another shape.
void load_tensors(torch::nn::Module& module, const weights::Safetensors& from, const std::string& file,
                  const std::string& prefix = "");

}  // namespace networks
