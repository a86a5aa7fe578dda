#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.h"

namespace weights {

/// What a safetensors file holds (github.com/huggingface/safetensors).
struct Safetensors {
  std::vector<Tensor> tensors;                  ///< by name
  std::map<std::string, std::string> metadata;  ///< of __metadata__: texts, kept as they are
  /// Nothing where there is none; valid as long as this.
  const Tensor* find(std::string_view name) const;
};

/// Whether a tensor of this name is to be read.
using Wanted = std::function<bool(std::string_view name)>;

/// The tensors that are wanted (all, without `wanted`), as floats, from F32, F16 and BF16; only their bytes are read.
/// Throws NotFound, Denied or Io; Corrupt for a file that the format does not allow (parse_safetensors_header);
/// Unsupported where a wanted tensor has another type.
Safetensors read_safetensors(const std::filesystem::path& path, const Wanted& wanted = {});
/// The same from memory; `name` is for messages.
Safetensors parse_safetensors(std::string_view bytes, const std::string& name);

/// F32, in the order of names: the same tensors give the same bytes. A name that stands there twice, or `__metadata__`,
/// is our mistake.
std::string safetensors_bytes(const Safetensors& content);
/// Whole or not at all. Throws Denied or Io.
void write_safetensors(const std::filesystem::path& path, const Safetensors& content);

}  // namespace weights
