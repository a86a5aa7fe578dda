#include "model/mask.h"

#include <gtest/gtest.h>

// Others read the mask without our geometry: it must tell the same pixels.
namespace {

using model::Sector;

TEST(Mask, HasThePixelsOfTheSector) {
  const Sector fan = model::make_fan({30, -10}, {20, 55}, {-0.7, 0.7}, {0, 0, 64, 48});
  const model::MaskRuns runs = model::mask_runs(fan, 64, 48);
  int at = 0;
  bool inside = false;
  for (const std::uint32_t run : runs) {
    for (std::uint32_t i = 0; i < run; ++i, ++at) ASSERT_EQ(fan.contains(at % 64, at / 64), inside) << at;
    inside = !inside;
  }
  EXPECT_EQ(at, 64 * 48);
}

TEST(Mask, OfAWholePictureBeginsWithNothingOutside) {
  EXPECT_EQ(model::mask_runs(Sector{.visible = {0, 0, 5, 4}}, 5, 4), (model::MaskRuns{0, 20}));
  EXPECT_EQ(model::mask_runs(Sector{.visible = {1, 1, 2, 1}}, 4, 2), (model::MaskRuns{5, 2, 1}));
}

TEST(Mask, LengthsAreLeb128) {
  EXPECT_EQ(model::to_bytes(model::MaskRuns{0, 2, 127, 128, 624485}),
            std::string({'\x00', '\x02', '\x7F', '\x80', '\x01', '\xE5', '\x8E', '\x26'}));
}

}  // namespace
