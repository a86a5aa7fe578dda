#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

/// FUZZ_TARGET(name) { … } defines a function that is called with each input, as (data, size), and must return 0 for
/// any bytes. A crash, a sanitizer report, an exception and a hang are bugs. With libFuzzer
/// (https://llvm.org/docs/LibFuzzer.html) each target is a program; otherwise all are in fuzz_replay, by name.
#ifdef SONOSET_LIBFUZZER
#define FUZZ_TARGET(name) extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
#else
#define FUZZ_TARGET(name)                                          \
  static int fuzz_##name(const std::uint8_t*, std::size_t);        \
  static const fuzz::Registered name##_target(#name, fuzz_##name); \
  static int fuzz_##name(const std::uint8_t* data, std::size_t size)
#endif

namespace fuzz {

using Target = int (*)(const std::uint8_t* data, std::size_t size);

/// All targets of this program, by name.
inline std::map<std::string_view, Target>& targets() {
  static std::map<std::string_view, Target> all;
  return all;
}

struct Registered {
  Registered(std::string_view name, Target target) { targets().emplace(name, target); }
};

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Aborts if a condition that must hold does not.
inline void check(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace fuzz
