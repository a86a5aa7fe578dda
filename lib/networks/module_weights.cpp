#include "networks/module_weights.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include "base/error.h"

namespace networks {
namespace {

bool is_counter(const std::string& name) { return name.ends_with("num_batches_tracked"); }

// The tensors share memory with the module.
std::vector<std::pair<std::string, at::Tensor>> values_of(const torch::nn::Module& module) {
  std::vector<std::pair<std::string, at::Tensor>> result;
  for (const auto& item : module.named_parameters()) result.emplace_back(item.key(), item.value().detach());
  for (const auto& item : module.named_buffers()) {
    if (!is_counter(item.key())) result.emplace_back(item.key(), item.value());
  }
  return result;
}

}  // namespace

std::vector<weights::Tensor> tensors_of(const torch::nn::Module& module) {
  std::vector<weights::Tensor> result;
  for (const auto& [name, value] : values_of(module)) {
    const at::Tensor values = value.contiguous();
    const float* first = values.data_ptr<float>();
    result.push_back({name, values.sizes().vec(), {first, first + values.numel()}});
  }
  return result;
}

void load_tensors(torch::nn::Module& module, const weights::Safetensors& from, const std::string& file,
                  const std::string& prefix) {
  for (auto& [name, value] : values_of(module)) {
    if (!name.starts_with(prefix)) continue;
    const weights::Tensor* tensor = from.find(name);
    if (tensor == nullptr) {
      throw base::Error(base::Code::Unsupported,
                        fmt::format("'{}' has no tensor '{}'; its weights are for another network", file, name));
    }
    if (tensor->shape != value.sizes().vec()) {
      throw base::Error(
          base::Code::Unsupported,
          fmt::format("'{}': tensor '{}' has shape {}, not {}; its weights are for another network", file, name,
                      weights::shape_text(tensor->shape), weights::shape_text(value.sizes().vec())));
    }
    value.copy_(at::tensor(tensor->values).view(tensor->shape));
  }
}

}  // namespace networks
