#include "publish/report/association.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using publish::cramers_v;

TEST(CramersV, IsOneIfTheLabelFollowsAndZeroIfItDoesNotDepend) {
  EXPECT_DOUBLE_EQ(cramers_v({{10, 0}, {0, 10}}).value(), 1);
  EXPECT_DOUBLE_EQ(cramers_v({{5, 5}, {5, 5}}).value(), 0);
  EXPECT_DOUBLE_EQ(cramers_v({{12, 0, 0}, {0, 9, 0}, {0, 0, 4}}).value(), 1);
}

// Bergsma 2013, equations 6 to 8, by hand: phi2 = 0.36, corrected 0.36 - 1/19, divided by 2 - 1/19 - 1.
TEST(CramersV, IsCorrectedForBias) {
  EXPECT_NEAR(cramers_v({{8, 2}, {2, 8}}).value(), std::sqrt((0.36 - 1.0 / 19) / (18.0 / 19)), 1e-12);
  // Without the correction it would be 0.41: three values tell nothing about twelve clips at random.
  EXPECT_LT(cramers_v({{2, 2}, {3, 1}, {1, 3}}).value(), 0.01);
}

TEST(CramersV, IgnoresEmptyRowsAndColumns) {
  EXPECT_DOUBLE_EQ(cramers_v({{8, 0, 2}, {0, 0, 0}, {2, 0, 8}}).value(), cramers_v({{8, 2}, {2, 8}}).value());
}

TEST(CramersV, IsUndefinedWithoutVariationOrCounts) {
  EXPECT_FALSE(cramers_v({}));
  EXPECT_FALSE(cramers_v({{3, 4}}));
  EXPECT_FALSE(cramers_v({{3, 0}, {4, 0}}));
  EXPECT_FALSE(cramers_v({{1, 0}, {0, 1}})) << "two clips of two values could be any table";
}

}  // namespace
