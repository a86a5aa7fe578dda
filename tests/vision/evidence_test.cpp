#include "vision/evidence.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "model/picture.h"

// All that is found rests on these sums: they must be those of all pictures, and of nothing else.
namespace {

model::Picture grey(std::vector<std::uint8_t> levels) {
  model::Picture picture(static_cast<int>(levels.size()), 1, 1);
  std::ranges::copy(levels, picture.row(0));
  return picture;
}

TEST(Evidence, KeepsTheRangeOfEachPixel) {
  vision::Evidence evidence;
  evidence.add(grey({10, 200, 7}));
  evidence.add(grey({30, 100, 7}));
  EXPECT_EQ(evidence.pictures(), 2);
  EXPECT_EQ(std::vector(evidence.maximum().begin(), evidence.maximum().end()), (std::vector<std::uint8_t>{30, 200, 7}));
  EXPECT_EQ(std::vector(evidence.minimum().begin(), evidence.minimum().end()), (std::vector<std::uint8_t>{10, 100, 7}));
  EXPECT_TRUE(evidence.colour().empty());
}

TEST(Evidence, KeepsHowColouredAPixelEverWas) {
  model::Picture picture(2, 1, 3);
  const std::array<std::uint8_t, 6> first{200, 180, 190, 50, 50, 50};
  std::ranges::copy(first, picture.row(0));
  vision::Evidence evidence;
  evidence.add(picture);
  const std::array<std::uint8_t, 6> second{9, 9, 9, 250, 0, 100};
  std::ranges::copy(second, picture.row(0));
  evidence.add(picture);
  EXPECT_EQ(evidence.colour()[0], 20);
  EXPECT_EQ(evidence.colour()[1], 250);
}

TEST(Evidence, RejectsPicturesThatDoNotBelongTogether) {
  vision::Evidence evidence;
  evidence.add(grey({1, 2}));
  EXPECT_THROW(evidence.add(grey({1, 2, 3})), base::Error);
  EXPECT_THROW(vision::Evidence().add(model::Picture(0, 0, 1)), base::Error);
  EXPECT_THROW(vision::Evidence().add(model::Picture(4, 4, 4)), base::Error);
}

}  // namespace
