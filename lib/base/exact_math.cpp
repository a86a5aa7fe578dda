#include "base/exact_math.h"

#include <cmath>

namespace base {

double sine(double radians) {
  double x = radians - 2 * kPi * std::floor(radians / (2 * kPi) + 0.5);
  if (x > kPi / 2) x = kPi - x;
  if (x < -kPi / 2) x = -kPi - x;
  double term = x;
  double sum = x;
  for (int n = 2; n <= 18; n += 2) {
    term *= -x * x / (n * (n + 1));
    sum += term;
  }
  return sum;
}

double cosine(double radians) { return sine(radians + kPi / 2); }

double arctangent(double y, double x) {
  // Halving the angle three times makes it less than pi / 16, where a short series suffices.
  double z = y / x;
  for (int i = 0; i < 3; ++i) z /= 1 + std::sqrt(1 + z * z);
  double power = z;
  double sum = z;
  for (int n = 3; n <= 15; n += 2) {
    power *= -z * z;
    sum += power / n;
  }
  return 8 * sum;
}

}  // namespace base
