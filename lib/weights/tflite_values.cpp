#include "weights/tflite_values.h"

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "tflite_generated.h"
#include "weights/parse_error.h"

namespace weights {
namespace {

// Numbers of TensorType in the schema.
enum class Type { Float32 = 0, Int32 = 2, UInt8 = 3, Int8 = 9 };

// Real value = (q - zero_point) × scale, one pair for the tensor or one for each index of a dimension
// (www.tensorflow.org/lite/performance/quantization_spec).
struct Quantisation {
  std::vector<float> scale;
  std::vector<double> zero_point;
  std::int64_t inner = 1;  // values from one index of the dimension to the next
};

std::int64_t inner_size(const Tensor& tensor, int dimension) {
  std::int64_t inner = 1;
  for (std::size_t i = static_cast<std::size_t>(dimension) + 1; i < tensor.shape.size(); ++i) inner *= tensor.shape[i];
  return inner;
}

// The verifier checks the alignment of a vector's length, but not that of its eight-byte elements.
double zero_point_at(const flatbuffers::Vector<std::int64_t>& stored, unsigned i) {
  static_assert(std::endian::native == std::endian::little, "FlatBuffers are little-endian and read in place");
  std::int64_t value = 0;
  std::memcpy(&value, stored.Data() + i * sizeof value, sizeof value);
  return static_cast<double>(value);
}

Quantisation quantisation_of(const Tensor& tensor, const tflite_schema::Tensor& stored, const std::string& file) {
  const tflite_schema::QuantizationParameters* from = stored.quantization();
  const auto wrong = [&](const std::string& what) {
    return corrupt(file, fmt::format("quantisation of tensor {}: {}", shown_name(tensor.name), what));
  };
  if (from == nullptr || from->scale() == nullptr || from->scale()->size() == 0) return {{1.F}, {0.}, 1};
  const int dimension = from->quantized_dimension();
  if (from->scale()->size() > 1 && (dimension < 0 || static_cast<std::size_t>(dimension) >= tensor.shape.size() ||
                                    tensor.shape[static_cast<std::size_t>(dimension)] != from->scale()->size())) {
    throw wrong(fmt::format("{} scales do not match dimension {} of {}", from->scale()->size(), dimension,
                            shape_text(tensor.shape)));
  }
  Quantisation result;
  result.inner = from->scale()->size() > 1 ? inner_size(tensor, dimension) : 1;
  for (const float scale : *from->scale()) {
    if (!std::isfinite(scale) || scale <= 0) throw wrong("scales must be positive");
    result.scale.push_back(scale);
  }
  const auto* zero_points = from->zero_point();
  result.zero_point.assign(result.scale.size(), 0.);
  if (zero_points != nullptr && zero_points->size() > 0) {
    if (zero_points->size() != result.scale.size()) throw wrong("the numbers of zero points and scales differ");
    for (unsigned i = 0; i < zero_points->size(); ++i) result.zero_point[i] = zero_point_at(*zero_points, i);
  }
  return result;
}

template <typename Stored>
std::vector<float> dequantised(std::string_view bytes, std::size_t count, const Quantisation& by) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    Stored q;
    std::memcpy(&q, bytes.data() + i * sizeof q, sizeof q);
    const std::size_t channel = i / static_cast<std::size_t>(by.inner) % by.scale.size();
    // In double, as 32-bit integers (biases) do not fit into a float.
    values[i] = static_cast<float>((static_cast<double>(q) - by.zero_point[channel]) * double{by.scale[channel]});
  }
  return values;
}

std::vector<float> floats(std::string_view bytes, std::size_t count) {
  std::vector<float> values(count);
  if (count > 0) std::memcpy(values.data(), bytes.data(), count * sizeof(float));
  return values;
}

std::size_t size_of(Type type) { return type == Type::Float32 || type == Type::Int32 ? 4 : 1; }

}  // namespace

std::vector<float> tflite_values(const Tensor& tensor, const tflite_schema::Tensor& stored, std::string_view bytes,
                                 const std::string& file) {
  const auto type = static_cast<Type>(stored.type());
  if (type != Type::Float32 && type != Type::Int32 && type != Type::UInt8 && type != Type::Int8) {
    throw unsupported(file,
                      fmt::format("tensor {} has type {} of the TensorFlow Lite schema; supported are float32 (0), "
                                  "int32 (2), uint8 (3) and int8 (9)",
                                  shown_name(tensor.name), static_cast<int>(type)));
  }
  const auto count = value_count(tensor.shape);
  if (!count || bytes.size() != static_cast<std::size_t>(*count) * size_of(type)) {
    throw corrupt(file, fmt::format("tensor {} with shape {} has {} bytes", shown_name(tensor.name),
                                    shape_text(tensor.shape), bytes.size()));
  }
  const auto n = static_cast<std::size_t>(*count);
  std::vector<float> values;
  switch (type) {
    case Type::Float32:
      values = floats(bytes, n);
      break;
    case Type::Int32:
      values = dequantised<std::int32_t>(bytes, n, quantisation_of(tensor, stored, file));
      break;
    case Type::UInt8:
      values = dequantised<std::uint8_t>(bytes, n, quantisation_of(tensor, stored, file));
      break;
    case Type::Int8:
      values = dequantised<std::int8_t>(bytes, n, quantisation_of(tensor, stored, file));
      break;
  }
  for (const float value : values) {
    if (!std::isfinite(value))
      throw corrupt(file, fmt::format("tensor {} has values that are not numbers", shown_name(tensor.name)));
  }
  return values;
}

}  // namespace weights
