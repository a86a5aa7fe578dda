#include "phantom/exact_math.h"

#include <cmath>

#include "base/splitmix64.h"

namespace phantom {

double bell(double z) {
  const double x = z * z;
  if (x > 40) return 0;
  double term = 1;
  double sum = 1;
  for (int n = 1; n <= 8; ++n) {
    term *= x / 64 / n;
    sum += term;
  }
  for (int i = 0; i < 6; ++i) sum *= sum;
  return 1 / sum;
}

double logarithm2(double x) {
  int exponent = 0;
  const double z = std::frexp(x, &exponent);  // exact; z in [0.5, 1)
  const double t = (z - 0.75) / (z + 0.75);
  double power = t;
  double sum = t;
  for (int n = 3; n <= 13; n += 2) {
    power *= t * t;
    sum += power / n;
  }
  constexpr double kLog2OfThreeQuarters = -0.41503749927884381855;
  constexpr double kLog2OfE = 1.44269504088896340736;
  return exponent + kLog2OfThreeQuarters + 2 * sum * kLog2OfE;
}

std::uint64_t Random::next() {
  const std::uint64_t number = base::splitmix64(state_);
  state_ += base::kSplitmix64Step;
  return number;
}

double Random::between(double from, double to) {
  return from + (to - from) * (static_cast<double>(next() >> 11) * 0x1p-53);
}

std::uint64_t mix(std::uint64_t first, std::uint64_t second) { return Random(Random(first).next() ^ second).next(); }

double smooth_noise(std::uint64_t seed, double x) {
  const double cell = std::floor(x);
  const auto index = static_cast<std::uint64_t>(static_cast<std::int64_t>(cell));
  const double left = Random(mix(seed, index)).between(-1, 1);
  const double right = Random(mix(seed, index + 1)).between(-1, 1);
  const double f = x - cell;
  return left + (right - left) * f * f * (3 - 2 * f);
}

}  // namespace phantom
