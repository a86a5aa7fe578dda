#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weights {

/// A tensor of a weights file, as 32-bit floats; dimensions in the order of the file.
struct Tensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;  ///< row-major
};

/// Maximum number of values of a tensor.
inline constexpr std::int64_t kMaxValues = std::int64_t{1} << 28;

inline constexpr std::size_t kMaxDimensions = 8;

/// The number of values of a tensor of this shape; nothing for negative sizes and more than kMaxValues.
std::optional<std::int64_t> value_count(const std::vector<std::int64_t>& shape);

/// "32×3×3×3", for messages.
std::string shape_text(const std::vector<std::int64_t>& shape);

/// A name from a file, for messages: in quotes, shortened, without characters other than printable ASCII.
std::string shown_name(std::string_view name);

}  // namespace weights
