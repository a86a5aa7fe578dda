#include "image/quality.h"

#include <gtest/gtest.h>

#include <cmath>

#include "image/pictures.h"

namespace {

int level(const model::Picture& picture, int x, int y) {
  const std::uint8_t* pixel = picture.row(y) + x * picture.channels;
  if (picture.channels == 1) return pixel[0];
  return (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2] + 128) / 256;
}

/// The definition in floating point.
void expect_as_defined(const model::Picture& picture) {
  double total = 0;
  double sum = 0;
  double squares = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      total += level(picture, x, y);
      if (x == 0 || y == 0 || x == picture.width - 1 || y == picture.height - 1) continue;
      const double value = 4.0 * level(picture, x, y) - level(picture, x - 1, y) - level(picture, x + 1, y) -
                           level(picture, x, y - 1) - level(picture, x, y + 1);
      sum += value;
      squares += value * value;
    }
  }
  const double inner = (picture.width - 2.0) * (picture.height - 2.0);
  const double variance = squares / inner - sum / inner * (sum / inner);
  const image::Quality quality = image::measure(picture);
  EXPECT_NEAR(static_cast<double>(quality.brightness), 256 * total / (picture.width * picture.height), 0.6);
  EXPECT_NEAR(static_cast<double>(quality.sharpness), 16 * variance, 0.6);
}

TEST(Quality, MatchesItsDefinition) {
  expect_as_defined(test::noise(101, 77, 1, 1));
  expect_as_defined(test::noise(101, 77, 3, 2));
  expect_as_defined(test::blobs(320, 240, 3, 3));
}

// Rows are summed in pieces of 1024 pixels.
TEST(Quality, AcceptsWideRows) {
  expect_as_defined(test::noise(1026, 5, 1, 1));
  expect_as_defined(test::noise(2500, 4, 3, 1));
}

TEST(Quality, SharpnessNeedsInnerPixels) {
  EXPECT_EQ(image::measure(test::noise(2, 50, 1, 1)).sharpness, 0);
  EXPECT_EQ(image::measure(test::noise(50, 2, 1, 1)).sharpness, 0);
  EXPECT_EQ(image::measure(test::noise(1, 1, 3, 1)).sharpness, 0);
}

}  // namespace
