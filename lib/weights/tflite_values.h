#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.h"

namespace weights::tflite_schema {
struct Tensor;
}

namespace weights {

/// The values of a constant tensor from its buffer's bytes, as floats. `tensor` has its name and shape; `file` is for
/// messages. Throws Corrupt where sizes or quantisation do not fit, Unsupported for other types.
std::vector<float> tflite_values(const Tensor& tensor, const tflite_schema::Tensor& stored, std::string_view bytes,
                                 const std::string& file);

}  // namespace weights
