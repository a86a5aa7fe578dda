#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace weights {

/// A tensor of a weights file, as 32-bit floats, in the order of dimensions that the file has.
struct Tensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;  ///< row-major; as many as the shape says
};

/// "32×3×3×3", for messages.
std::string shape_text(const std::vector<std::int64_t>& shape);

}  // namespace weights
