#include "image/letterbox.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pictures.h"

namespace {

using base::Rational;
using image::letterbox;
using image::letterbox_area;
using model::Picture;
using model::Region;

Region area(int width, int height, Rational aspect, int to_width, int to_height) {
  return letterbox_area(width, height, aspect, to_width, to_height);
}

TEST(Letterbox, KeepsTheShapeAndCentres) {
  EXPECT_EQ(area(400, 200, 1, 224, 224), (Region{0, 56, 224, 112}));
  EXPECT_EQ(area(200, 400, 1, 224, 224), (Region{56, 0, 112, 224}));
  EXPECT_EQ(area(224, 224, 1, 224, 224), (Region{0, 0, 224, 224}));
  EXPECT_EQ(area(10, 10, 1, 300, 200), (Region{50, 0, 200, 200}));
  EXPECT_EQ(area(5000, 1, 1, 100, 100), (Region{0, 49, 100, 1}));
}

// Pixels may not be square; those of the result are.
TEST(Letterbox, RespectsThePixelAspect) {
  EXPECT_EQ(area(720, 576, Rational(16, 15), 320, 240), (Region{0, 0, 320, 240}));
  EXPECT_EQ(area(100, 100, Rational(2), 100, 100), (Region{0, 25, 100, 50}));
  EXPECT_EQ(area(100, 100, Rational(1, 2), 100, 100), (Region{25, 0, 50, 100}));
  EXPECT_EQ(area(100, 100, Rational(0), 100, 100), (Region{0, 0, 100, 100}));
}

TEST(Letterbox, SameSizeChangesNothing) {
  const Picture picture = test::noise(37, 21, 3, 1);
  EXPECT_TRUE(test::same_pixels(letterbox(picture, 1, 37, 21), picture));
}

TEST(Letterbox, BarsAreBlackAndFlatPicturesStayFlat) {
  Picture picture(50, 20, 1);
  for (int y = 0; y < 20; ++y) std::fill_n(picture.row(y), 50, std::uint8_t{200});
  const Picture boxed = letterbox(picture, 1, 30, 30);
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 30; ++x) ASSERT_EQ(boxed.row(y)[x], y >= 9 && y < 21 ? 200 : 0) << x << " " << y;
  }
}

// The triangle filter in floating point, in both directions at once.
double expected(const Picture& picture, int c, int x, int y, int width, int height) {
  const auto weight = [](int from, int to, int at, int i) {
    const double scale = std::max(1.0, static_cast<double>(from) / to);
    return std::max(0.0, 1 - std::abs(i + 0.5 - (at + 0.5) * from / to) / scale);
  };
  double sum = 0;
  double weights = 0;
  for (int j = 0; j < picture.height; ++j) {
    for (int i = 0; i < picture.width; ++i) {
      const double w = weight(picture.width, width, x, i) * weight(picture.height, height, y, j);
      sum += w * picture.row(j)[i * picture.channels + c];
      weights += w;
    }
  }
  return sum / weights;
}

TEST(Letterbox, MatchesTheTriangleFilter) {
  for (const auto& [width, height] : {std::pair{16, 12}, std::pair{80, 60}, std::pair{7, 5}}) {
    const Picture picture = test::noise(40, 30, 3, 5);
    const Picture scaled = letterbox(picture, Rational(40 * height, 30 * width), width, height);
    const Region inner = letterbox_area(40, 30, Rational(40 * height, 30 * width), width, height);
    for (int y = 0; y < inner.height; ++y) {
      for (int x = 0; x < inner.width * 3; ++x) {
        EXPECT_NEAR(scaled.row(inner.y + y)[inner.x * 3 + x],
                    expected(picture, x % 3, x / 3, y, inner.width, inner.height), 0.51);
      }
    }
  }
}

}  // namespace
