#include "phantom/exact_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

TEST(ExactMath, AgreesWithTheLibrary) {
  for (double x = -20; x < 20; x += 0.037) {
    EXPECT_NEAR(phantom::bell(x), std::exp(-x * x), 1e-9);
  }
  for (double x = 1e-4; x < 1e6; x *= 1.37) EXPECT_NEAR(phantom::logarithm2(x), std::log2(x), 1e-9);
}

TEST(ExactMath, RandomIsSplitmix64) {
  phantom::Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
}

TEST(ExactMath, NoiseIsSmoothAndBounded) {
  for (double x = -5; x < 5; x += 0.01) {
    EXPECT_LE(std::abs(phantom::smooth_noise(7, x)), 1.0);
    EXPECT_LT(std::abs(phantom::smooth_noise(7, x) - phantom::smooth_noise(7, x + 0.01)), 0.05);
  }
}

}  // namespace
