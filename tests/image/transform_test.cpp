#include "image/transform.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "image/pictures.h"

namespace {

/// 3 x 2: 1 2 3 / 4 5 6.
model::Picture counting() {
  model::Picture picture(3, 2, 1);
  for (int i = 0; i < 6; ++i) picture.row(i / 3)[i % 3] = static_cast<std::uint8_t>(i + 1);
  return picture;
}

std::vector<int> values(const model::Picture& picture) {
  std::vector<int> result;
  for (int y = 0; y < picture.height; ++y) result.insert(result.end(), picture.row(y), picture.row(y) + picture.width);
  return result;
}

TEST(Orient, RotatesClockwiseThenMirrors) {
  EXPECT_EQ(values(image::orient(counting(), 90, false)), (std::vector{4, 1, 5, 2, 6, 3}));
  EXPECT_EQ(values(image::orient(counting(), 180, false)), (std::vector{6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(values(image::orient(counting(), 270, false)), (std::vector{3, 6, 2, 5, 1, 4}));
  EXPECT_EQ(values(image::orient(counting(), 0, true)), (std::vector{3, 2, 1, 6, 5, 4}));
  EXPECT_EQ(values(image::orient(counting(), 90, true)), (std::vector{1, 4, 2, 5, 3, 6}));
}

TEST(Orient, FourQuarterTurnsChangeNothing) {
  const model::Picture picture = test::noise(31, 17, 3, 1);
  model::Picture turned = picture;
  for (int i = 0; i < 4; ++i) turned = image::orient(turned, 90, false);
  EXPECT_TRUE(test::same_pixels(turned, picture));
  EXPECT_TRUE(test::same_pixels(image::orient(image::orient(picture, 0, true), 0, true), picture));
  EXPECT_THROW(image::orient(picture, 45, false), base::Error);
}

TEST(Luma, WeighsTheColours) {
  model::Picture picture(2, 1, 3);
  picture.bytes[0] = 255;
  picture.bytes[4] = 100;
  EXPECT_EQ(values(image::luma(picture)), (std::vector{77, 59}));
  EXPECT_TRUE(test::same_pixels(image::luma(counting()), counting()));
}

}  // namespace
