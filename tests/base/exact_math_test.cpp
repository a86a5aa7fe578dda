#include "base/exact_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

TEST(ExactMath, AgreesWithTheLibrary) {
  for (double x = -20; x < 20; x += 0.037) {
    EXPECT_NEAR(base::sine(x), std::sin(x), 1e-9);
    EXPECT_NEAR(base::cosine(x), std::cos(x), 1e-9);
    EXPECT_NEAR(base::arctangent(x, 0.3), std::atan2(x, 0.3), 1e-9);
  }
}

}  // namespace
