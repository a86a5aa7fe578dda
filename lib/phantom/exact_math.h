#pragma once

#include <cstdint>

#include "base/exact_math.h"

namespace phantom {

using base::arctangent;
using base::cosine;
using base::kPi;
using base::sine;

/// More functions of the kind of base/exact_math.h.
///
/// e^-(z^2) for any z.
double bell(double z);
/// For x > 0.
double logarithm2(double x);

/// Random numbers from a seed, by base::splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// In [from, to).
  double between(double from, double to);
  /// In [0, end).
  int below(int end) { return static_cast<int>(next() % static_cast<std::uint64_t>(end)); }

 private:
  std::uint64_t state_;
};

/// Combines two seeds: each bit of the result depends on all bits of both.
std::uint64_t mix(std::uint64_t first, std::uint64_t second);

/// Smooth one-dimensional noise in [-1, 1] with features of a length of about 1.
double smooth_noise(std::uint64_t seed, double x);

}  // namespace phantom
