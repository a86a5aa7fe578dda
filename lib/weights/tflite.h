#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.h"

namespace weights {

/// The operators that we use: numbers of BuiltinOperator in TensorFlow Lite's schema.
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
  std::vector<std::size_t> inputs;  ///< indexes of the graph's tensors, without absent optional ones
  std::vector<std::size_t> outputs;
};

/// The graph of a TensorFlow Lite file. Tensors without values are inputs or computed by operators.
struct TfliteGraph {
  std::vector<Tensor> tensors;  ///< weights dequantised to floats: (q - zero point) × scale
  std::vector<TfliteOperator> operators;
  std::vector<std::size_t> inputs;
  std::vector<std::size_t> outputs;
};

inline constexpr std::size_t kMaxTfliteBytes = std::size_t{64} << 20;

/// Parses a file; `name` is for messages. Throws Corrupt for an invalid file (FlatBuffers' verifier, then every index,
/// shape and size is checked); Unsupported for several graphs and types other than float32, int32, int8 and uint8.
TfliteGraph parse_tflite(std::string_view bytes, const std::string& name);

}  // namespace weights
