#pragma once

#include <cstdint>

namespace weights {

/// The value of an IEEE 754 binary16: F16 in safetensors.
float from_half(std::uint16_t bits);
/// The value of a bfloat16, the upper half of a binary32: BF16 in safetensors.
float from_bfloat16(std::uint16_t bits);

}  // namespace weights
