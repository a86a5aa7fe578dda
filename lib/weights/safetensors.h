#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.h"

namespace weights {

/// The contents of a safetensors file (github.com/huggingface/safetensors).
struct Safetensors {
  std::vector<Tensor> tensors;                  ///< by name
  std::map<std::string, std::string> metadata;  ///< __metadata__, unchanged
  /// Null if there is none; valid as long as this object.
  const Tensor* find(std::string_view name) const;
};

/// Whether to read the tensor with this name.
using Wanted = std::function<bool(std::string_view name)>;

/// Reads the wanted tensors (all, without `wanted`) as floats, from F32, F16 or BF16. Reads only their bytes. Throws
/// NotFound, Denied or Io; Corrupt for an invalid file (parse_safetensors_header); Unsupported if a wanted tensor has
/// another type.
Safetensors read_safetensors(const std::filesystem::path& path, const Wanted& wanted = {});
/// The same from memory; `name` is for messages.
Safetensors parse_safetensors(std::string_view bytes, const std::string& name);

/// Writes F32 tensors in the order of their names: the same tensors give the same bytes. Asserts that names are unique
/// and not `__metadata__`.
std::string safetensors_bytes(const Safetensors& content);
/// Writes the file atomically. Throws Denied or Io.
void write_safetensors(const std::filesystem::path& path, const Safetensors& content);

}  // namespace weights
