#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.h"

namespace weights {

/// What an operator computes, as far as we know it: numbers of BuiltinOperator in TensorFlow Lite's schema.
enum class TfliteKind : std::int32_t {
  Add = 0,
  AveragePool2d = 1,
  Conv2d = 3,
  DepthwiseConv2d = 4,
  Reshape = 22,
  Softmax = 25,
  Other = -1
};
std::string_view to_string(TfliteKind kind);

struct TfliteOperator {
  TfliteKind kind = TfliteKind::Other;
  std::vector<std::size_t> inputs;  ///< into the graph's tensors; optional ones that are absent are left out
  std::vector<std::size_t> outputs;
};

/// The one graph of a TensorFlow Lite file. Tensors without values are what its operators compute, or are given.
struct TfliteGraph {
  std::vector<Tensor> tensors;  ///< the weights de-quantised to floats: (q - zero point) × scale
  std::vector<TfliteOperator> operators;
  std::vector<std::size_t> inputs;
  std::vector<std::size_t> outputs;
};

inline constexpr std::size_t kMaxTfliteBytes = std::size_t{64} << 20;

/// `name` is for messages. Throws Corrupt where the bytes are not, or not only, what the format allows (FlatBuffers'
/// verifier first, then every index, shape and size); Unsupported for several graphs and other types than float32,
/// int32, int8 and uint8.
TfliteGraph parse_tflite(std::string_view bytes, const std::string& name);

}  // namespace weights
