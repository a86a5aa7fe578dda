// Heat maps over pictures.
#include "baseline/predict/overlay.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

double lightness(const std::array<std::uint8_t, 3>& colour) {
  return .2126 * colour[0] + .7152 * colour[1] + .0722 * colour[2];
}

TEST(HeatColour, GetsLighterWithHeat) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_LT(lightness(baseline::heat_colour(i / 20.0)), lightness(baseline::heat_colour((i + 1) / 20.0))) << i;
  }
}

// Rows from the top, columns from the left: not rotated or mirrored, with the size of the picture.
TEST(Overlay, PlacesHeatOverPicture) {
  model::Picture frame(40, 30, 1);
  for (int y = 0; y < 30; ++y) std::fill_n(frame.row(y), 40, std::uint8_t{100});
  baseline::HeatMap heat{4, 3, std::vector<float>(12, 0.F)};
  heat.values[1 * 4 + 3] = 1;  // second row, last column
  const model::Picture shown = baseline::overlay(frame, heat);
  ASSERT_EQ(shown.width, 40);
  ASSERT_EQ(shown.height, 30);
  ASSERT_EQ(shown.channels, 3);
  const auto at = [&](int x, int y) {
    return std::array<std::uint8_t, 3>{shown.row(y)[3 * x], shown.row(y)[3 * x + 1], shown.row(y)[3 * x + 2]};
  };
  const std::array<std::uint8_t, 3> grey = {100, 100, 100};
  EXPECT_EQ(at(0, 0), grey);
  EXPECT_EQ(at(35, 2), grey);
  EXPECT_EQ(at(35, 27), grey);
  EXPECT_EQ(at(4, 15), grey);
  EXPECT_GT(lightness(at(38, 15)), 150);
  EXPECT_GT(at(38, 15)[0], at(38, 15)[2]);  // yellow
}

}  // namespace
