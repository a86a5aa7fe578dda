#include "image/hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "base/error.h"
#include "image/pictures.h"

namespace {

int distance(const model::Picture& left, const model::Picture& right) {
  return std::popcount(image::perceptual_hash(left) ^ image::perceptual_hash(right));
}

// Catalogs store the value: it must never change under the name phash-dct.
TEST(Hash, DoesNotChange) {
  EXPECT_EQ(image::perceptual_hash(test::blobs(320, 240, 1, 1)), 0x967c97716858a5d4ULL);
  EXPECT_EQ(image::perceptual_hash(test::noise(101, 77, 3, 5)), 0x174372e698cb897cULL);
}

TEST(Hash, GreyAndEqualRgbAgree) { EXPECT_EQ(distance(test::blobs(200, 100, 1, 3), test::blobs(200, 100, 3, 3)), 0); }

TEST(Hash, HalfTheBitsAreSet) { EXPECT_EQ(std::popcount(image::perceptual_hash(test::blobs(320, 240, 1, 2))), 32); }

TEST(Hash, SurvivesScaleAndSmallNoise) {
  const model::Picture picture = test::blobs(320, 240, 1, 1);
  EXPECT_LE(distance(picture, test::blobs(640, 480, 1, 1)), 4);
  EXPECT_LE(distance(picture, test::blobs(213, 157, 1, 1)), 4);
  model::Picture noisy = picture;
  const model::Picture noise = test::noise(320, 240, 1, 9);
  for (int y = 0; y < noisy.height; ++y) {
    for (int x = 0; x < noisy.width; ++x) {
      noisy.row(y)[x] = static_cast<std::uint8_t>(std::clamp(noisy.row(y)[x] + noise.row(y)[x] % 9 - 4, 0, 255));
    }
  }
  EXPECT_LE(distance(picture, noisy), 4);
}

TEST(Hash, DistinguishesPictures) {
  for (std::uint32_t seed = 2; seed < 12; ++seed) {
    EXPECT_GE(distance(test::blobs(320, 240, 1, 1), test::blobs(320, 240, 1, seed)), 14) << seed;
  }
}

// Odd sizes: smaller than 32 x 32, one pixel, flat.
TEST(Hash, AcceptsAnySize) {
  for (const int side : {1, 2, 31, 33}) image::perceptual_hash(test::noise(side, 40 - side, 1, 1));
  EXPECT_EQ(image::perceptual_hash(model::Picture(50, 50, 1)), 0U);
  EXPECT_THROW(image::perceptual_hash(model::Picture()), base::Error);
}

}  // namespace
