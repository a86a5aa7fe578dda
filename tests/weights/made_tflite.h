#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace test {

/// Numbers of TensorType in TensorFlow Lite's schema.
enum class TfliteType : std::int8_t { Float32 = 0, Int32 = 2, UInt8 = 3, Int64 = 4, Int8 = 9 };

struct MadeTensor {
  std::string name;
  std::vector<std::int32_t> shape;
  TfliteType type = TfliteType::UInt8;
  std::string data = {};  ///< empty: computed, not constant
  std::vector<float> scale = {};
  std::vector<std::int64_t> zero_point = {};
  int dimension = 0;  ///< the dimension with a scale for each index
};

struct MadeOperator {
  std::int8_t kind = 0;  ///< BuiltinOperator
  std::vector<std::int32_t> inputs;
  std::vector<std::int32_t> outputs;
};

struct MadeModel {
  std::vector<MadeTensor> tensors;
  std::vector<MadeOperator> operators;
  std::vector<std::int32_t> inputs;
  std::vector<std::int32_t> outputs;
  std::uint32_t version = 3;
  int graphs = 1;
};

/// The bytes of a file.
std::string made_tflite(const MadeModel& model);

/// MobileNetV2 1.0/224 with random 8-bit weights.
MadeModel made_mobilenet_v2();

}  // namespace test
