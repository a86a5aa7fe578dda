#include "sampling/orientation.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using sampling::Orientation;

constexpr std::int32_t kOne = 1 << 16;

std::array<std::int32_t, 9> matrix(int a, int b, int c, int d) {
  return {a * kOne, b * kOne, 0, c * kOne, d * kOne, 0, 0, 0, 1 << 30};
}

TEST(Orientation, RecognisesAllEight) {
  EXPECT_EQ(sampling::orientation_of(matrix(1, 0, 0, 1)), (Orientation{0, false}));
  EXPECT_EQ(sampling::orientation_of(matrix(0, 1, -1, 0)), (Orientation{90, false}));
  EXPECT_EQ(sampling::orientation_of(matrix(-1, 0, 0, -1)), (Orientation{180, false}));
  EXPECT_EQ(sampling::orientation_of(matrix(0, -1, 1, 0)), (Orientation{270, false}));
  EXPECT_EQ(sampling::orientation_of(matrix(-1, 0, 0, 1)), (Orientation{0, true}));
  EXPECT_EQ(sampling::orientation_of(matrix(0, 1, 1, 0)), (Orientation{90, true}));
  EXPECT_EQ(sampling::orientation_of(matrix(1, 0, 0, -1)), (Orientation{180, true}));
  EXPECT_EQ(sampling::orientation_of(matrix(0, -1, -1, 0)), (Orientation{270, true}));
}

TEST(Orientation, RejectsOtherAnglesAndEmptyMatrices) {
  EXPECT_EQ(sampling::orientation_of(matrix(1, 1, -1, 1)), std::nullopt);
  EXPECT_EQ(sampling::orientation_of(matrix(0, 0, 0, 0)), std::nullopt);
}

// A pixel of the stored region, rotated and mirrored, must be in the displayed region.
TEST(Orientation, StoredRegionInvertsTheOrientation) {
  const int width = 7;
  const int height = 5;
  for (const int degrees : {0, 90, 180, 270}) {
    for (const bool mirrored : {false, true}) {
      const Orientation orientation{degrees, mirrored};
      const int shown_width = orientation.swaps_sides() ? height : width;
      const model::Region shown{1, 2, 2, 1};
      const model::Region stored = sampling::stored_region(shown, orientation, width, height);
      EXPECT_TRUE(stored.fits(width, height));
      for (int y = stored.y; y < stored.y + stored.height; ++y) {
        for (int x = stored.x; x < stored.x + stored.width; ++x) {
          int u = x;
          int v = y;
          if (degrees == 90) u = height - 1 - y, v = x;
          if (degrees == 180) u = width - 1 - x, v = height - 1 - y;
          if (degrees == 270) u = y, v = width - 1 - x;
          if (mirrored) u = shown_width - 1 - u;
          EXPECT_TRUE(u >= shown.x && u < shown.x + shown.width && v >= shown.y && v < shown.y + shown.height)
              << degrees << (mirrored ? " mirrored" : "");
        }
      }
    }
  }
}

}  // namespace
