#pragma once

#include <cstdint>

namespace phantom {

/// Functions computed with + - * / and sqrt only, which IEEE 754 defines exactly: unlike libm, the same on every
/// machine and with every compiler. Compile users with -ffp-contract=off. Errors are below 1e-9.
inline constexpr double kPi = 3.14159265358979323846;
double sine(double radians);
double cosine(double radians);
/// The angle of (x, y) from the x axis, for x > 0.
double arctangent(double y, double x);
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
