// How much of a heat map lies outside of the sector.
#include "baseline/predict/heat_share.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using baseline::HeatMap;

// 40 × 20 pixels, of which the left 15 columns are inside.
model::Picture left_inside() {
  model::Picture inside(40, 20, 1);
  for (int y = 0; y < 20; ++y) {
    std::fill_n(inside.row(y), 40, std::uint8_t{0});
    std::fill_n(inside.row(y), 15, std::uint8_t{255});
  }
  return inside;
}

// The first position is inside, half of the second is (5 of 10 columns), the other two are outside.
TEST(HeatShare, CountsPositionsByTheirPixels) {
  const auto share = baseline::heat_share({{4, 1, {0.4F, 0.4F, 0.1F, 0.1F}}}, left_inside());
  ASSERT_TRUE(share);
  EXPECT_NEAR(share->outside, 0.2 + 0.2, 1e-6);
  EXPECT_EQ(share->maxima_outside, 0);
}

TEST(HeatShare, CountsFramesWhoseMaximumIsOutside) {
  const HeatMap within{4, 1, {1, 0, 0, 0}};
  const HeatMap without{4, 1, {0, 0, 0, 1}};
  const HeatMap cold{4, 1, {0, 0, 0, 0}};
  const auto share = baseline::heat_share({within, without, without, without, cold}, left_inside());
  ASSERT_TRUE(share);
  EXPECT_DOUBLE_EQ(share->outside, 0.75);
  EXPECT_DOUBLE_EQ(share->maxima_outside, 0.75);
}

// Grids that do not divide the picture, and pictures smaller than the grid.
TEST(HeatShare, TakesAnySizes) {
  model::Picture tiny(2, 1, 1);
  tiny.row(0)[0] = 255;
  tiny.row(0)[1] = 0;
  const auto share = baseline::heat_share({{7, 7, std::vector<float>(49, 1.F)}}, tiny);
  ASSERT_TRUE(share);
  EXPECT_GE(share->outside, 0);
  EXPECT_LE(share->outside, 1);
}

// No heat is not heat that is all inside.
TEST(HeatShare, SaysNothingWithoutHeat) {
  EXPECT_FALSE(baseline::heat_share({}, left_inside()));
  EXPECT_FALSE(baseline::heat_share({{4, 1, {0, 0, 0, 0}}}, left_inside()));
}

}  // namespace
