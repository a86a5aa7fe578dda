#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weights {

/// A tensor of a weights file, as 32-bit floats, in the order of dimensions that the file has.
struct Tensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;  ///< row-major; as many as the shape says
};

/// More values than that no file of weights has in one tensor.
inline constexpr std::int64_t kMaxValues = std::int64_t{1} << 28;

inline constexpr std::size_t kMaxDimensions = 8;

/// How many values a tensor of this shape has; nothing for negative sizes, and beyond kMaxValues.
std::optional<std::int64_t> value_count(const std::vector<std::int64_t>& shape);

/// "32×3×3×3", for messages.
std::string shape_text(const std::vector<std::int64_t>& shape);

/// A name from a file, for messages: in quotes, cut, without what is not printable ASCII.
std::string shown_name(std::string_view name);

}  // namespace weights
