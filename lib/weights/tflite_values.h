#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.h"

namespace weights::tflite_schema {
struct Tensor;
}

namespace weights {

/// The values of a constant tensor as floats, from the bytes of its buffer. `tensor` has its name and shape; `file` is
/// for messages. Throws Corrupt if sizes or quantisation do not match, Unsupported for other types.
std::vector<float> tflite_values(const Tensor& tensor, const tflite_schema::Tensor& stored, std::string_view bytes,
                                 const std::string& file);

}  // namespace weights
