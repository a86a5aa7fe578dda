#include "image/player_size.h"

#include <gtest/gtest.h>

namespace {

std::pair<int, int> size(int width, int height, base::Rational aspect, int most = 960) {
  const image::PlayerSize made = image::player_size(width, height, aspect, most);
  return {made.width, made.height};
}

TEST(PlayerSize, FitsPlayers) {
  EXPECT_EQ(size(640, 480, 1), std::pair(640, 480));
  EXPECT_EQ(size(1920, 1080, 1), std::pair(960, 540));
  EXPECT_EQ(size(720, 576, base::Rational(16, 15)), std::pair(768, 576));
  EXPECT_EQ(size(400, 400, base::Rational(1, 2)), std::pair(400, 800));
  EXPECT_EQ(size(100, 8000, 1), std::pair(26, 2048));
  EXPECT_EQ(size(1, 1, 1), std::pair(1, 1));
  // Shapes that no file has in earnest are ignored.
  EXPECT_EQ(size(400, 300, 0), std::pair(400, 300));
  EXPECT_EQ(size(400, 300, base::Rational(5000)).second * 4 / 3, size(400, 300, base::Rational(5000)).first);
}

}  // namespace
