#pragma once

#include <cstdint>

namespace base {

inline constexpr std::uint64_t kSplitmix64Step = 0x9e3779b97f4a7c15U;

/// splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): the number after
/// the state `value`. Each of its bits depends on all bits of `value`. The next state is value + kSplitmix64Step.
constexpr std::uint64_t splitmix64(std::uint64_t value) {
  value += kSplitmix64Step;
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9U;
  value = (value ^ value >> 27) * 0x94d049bb133111ebU;
  return value ^ value >> 31;
}

}  // namespace base
