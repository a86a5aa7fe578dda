#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What libFuzzer (https://llvm.org/docs/LibFuzzer.html) and replay.cpp call, once an input: it must return whatever
/// the bytes are. A crash, a sanitizer's word, a throw and a hang are bugs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Ends the program where something that must hold does not.
inline void check(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace fuzz
