#include "vision/overlay_finder.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "model/found_sector.h"
#include "vision/screens.h"
#include "vision/sector_finder.h"

// What was drawn is found as a person would box it, and echoes are not taken for drawings.
namespace {

using model::Overlay;
using model::Region;

void fill(model::Picture& picture, const Region& box, int level) {
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) picture.row(y)[x] = static_cast<std::uint8_t>(level);
  }
}

template <typename Draw>
std::vector<Overlay> found_in(int pictures, const Draw& draw) {
  const vision_test::Screen screen{.sectors = {vision_test::fan(160, -20, 60, 230, 0.6)}};
  vision::Evidence evidence;
  for (int i = 0; i < pictures; ++i) {
    model::Picture picture = screen.picture(static_cast<std::uint64_t>(i));
    draw(picture, i);
    evidence.add(picture);
  }
  return vision::find_overlays(evidence, vision::find_sector(evidence));
}

bool covers(const Region& a, const Region& b) {
  return a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
}

TEST(OverlayFinder, FindsNothingInAScan) {
  EXPECT_TRUE(found_in(8, [](model::Picture&, int) {}).empty());
  EXPECT_TRUE(found_in(1, [](model::Picture&, int) {}).empty());
}

TEST(OverlayFinder, FindsALineOfTextAsOne) {
  for (const int pictures : {1, 8}) {
    const auto found =
        found_in(pictures, [](model::Picture& picture, int) { vision_test::write(picture, 4, 4, 6, 200); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Overlay::Kind::Text);
  }
}

// A clock: no pixel of a digit is bright in all pictures.
TEST(OverlayFinder, FindsTextThatChanges) {
  const auto found =
      found_in(8, [](model::Picture& picture, int i) { vision_test::write(picture, i % 2 == 0 ? 4 : 6, 4, 6, 200); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, Overlay::Kind::Text);
}

// Marks in line across and down share one: their common box would hold the whole scan.
TEST(OverlayFinder, ScalesAtTwoSidesAreNotOne) {
  const auto found = found_in(8, [](model::Picture& picture, int) {
    for (int i = 0; i < 16; ++i) fill(picture, {8 + 18 * i, 6, 3, 1}, 220);
    for (int i = 0; i < 12; ++i) fill(picture, {8 + 18 * 15, 6 + 18 * i, 3, 1}, 220);
  });
  for (const Overlay& overlay : found) EXPECT_LT(overlay.box.width * overlay.box.height, 320 * 240 / 4);
  EXPECT_GE(found.size(), 2U);
}

TEST(OverlayFinder, FindsARulerOfMarks) {
  const auto found = found_in(8, [](model::Picture& picture, int) {
    for (int y = 20; y < 220; y += 20) fill(picture, {310, y, 6, 2}, 180);
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, Overlay::Kind::Ruler);
  EXPECT_EQ(found[0].box, (Region{310, 20, 6, 182}));
}

TEST(OverlayFinder, FindsAScaleWithItsNumbers) {
  const auto found = found_in(8, [](model::Picture& picture, int) {
    for (int y = 20; y < 220; y += 20) fill(picture, {300, y, 6, 2}, 180);
    fill(picture, {310, 56, 5, 8}, 200);
    fill(picture, {310, 136, 5, 8}, 200);
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, Overlay::Kind::Ruler);
  EXPECT_EQ(found[0].box, (Region{300, 20, 15, 182}));
}

// The pleura: bright, thin and still, but along the probe's face.
TEST(OverlayFinder, TakesNoLineOfEchoesForADrawing) {
  const auto found = found_in(8, [](model::Picture& picture, int) { fill(picture, {140, 120, 40, 2}, 250); });
  EXPECT_TRUE(found.empty());
}

TEST(OverlayFinder, FindsAMarkerInsideTheSector) {
  const auto found = found_in(8, [](model::Picture& picture, int) { fill(picture, {158, 120, 6, 6}, 250); });
  ASSERT_FALSE(found.empty());
  EXPECT_TRUE(std::ranges::any_of(found, [](const Overlay& one) { return covers(one.box, {159, 121, 4, 4}); }));
}

// In a still, an echo is as steady as a mark; text has several letters, wherever it is.
TEST(OverlayFinder, TakesNoSpotInAStillForAMarker) {
  EXPECT_TRUE(found_in(1, [](model::Picture& picture, int) { fill(picture, {158, 120, 6, 6}, 250); }).empty());
  const auto text = found_in(1, [](model::Picture& picture, int) { vision_test::write(picture, 130, 120, 6, 250); });
  ASSERT_EQ(text.size(), 1U);
  EXPECT_EQ(text[0].kind, Overlay::Kind::Text);
}

TEST(OverlayFinder, TakesAnySize) {
  for (int width = 1; width < 24; ++width) {
    for (int height = 1; height < 24; height += 3) {
      vision::Evidence evidence;
      model::Picture picture(width, height, 1);
      fill(picture, {0, 0, width, height}, width * 9 % 256);
      fill(picture, {0, 0, (width + 1) / 2, (height + 1) / 2}, 255);
      evidence.add(picture);
      for (const Overlay& one : vision::find_overlays(evidence, vision::find_sector(evidence))) {
        EXPECT_TRUE(one.box.fits(width, height));
      }
    }
  }
  EXPECT_THROW(vision::find_overlays({}, {}), base::Error);
}

}  // namespace
