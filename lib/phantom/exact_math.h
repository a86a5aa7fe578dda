#pragma once

#include <cstdint>

namespace phantom {

/// Mathematics from + - * / and sqrt alone, which IEEE 754 defines to the last bit: the same on every machine and with
/// every compiler, where libm is not. Compile users with -ffp-contract=off. Errors stay below 1e-9.
inline constexpr double kPi = 3.14159265358979323846;
double sine(double radians);
double cosine(double radians);
/// The angle of (x, y) from the x axis, for x > 0.
double arctangent(double y, double x);
/// e^-(z^2) for any z.
double bell(double z);
/// For x > 0.
double logarithm2(double x);

/// Numbers from a seed, by base::splitmix64.
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

/// A seed from two: each bit of the result depends on each bit of both.
std::uint64_t mix(std::uint64_t first, std::uint64_t second);

/// Smooth noise in [-1, 1] over a line, with features of about length 1.
double smooth_noise(std::uint64_t seed, double x);

}  // namespace phantom
