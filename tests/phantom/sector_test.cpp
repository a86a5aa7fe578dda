#include "phantom/sector.h"

#include <gtest/gtest.h>

#include "phantom/screen_plan.h"

namespace {

// Echoes are drawn where the geometry says: a pixel's place in the scan leads back to its centre.
TEST(ScanGeometry, LocateInvertsPosition) {
  for (const phantom::ScreenKind kind :
       {phantom::ScreenKind::Convex, phantom::ScreenKind::Phased, phantom::ScreenKind::Linear,
        phantom::ScreenKind::Trapezoid, phantom::ScreenKind::Steered, phantom::ScreenKind::CutOff,
        phantom::ScreenKind::Whole}) {
    phantom::ScreenSpec spec;
    spec.seed = 17;
    spec.kind = kind;
    spec.width = 320;
    spec.height = 240;
    const model::Sector sector = phantom::plan_screen(spec).sectors.front();
    int places = 0;
    for (int y = 0; y < 240; y += 7) {
      for (int x = 0; x < 320; x += 5) {
        const auto place = phantom::locate(sector, x, y);
        ASSERT_EQ(place.has_value(), sector.contains(x, y));
        if (!place) continue;
        ++places;
        const auto [px, py] = phantom::position(sector, *place);
        ASSERT_NEAR(px, x + 0.5, 0.1) << phantom::to_string(kind);
        ASSERT_NEAR(py, y + 0.5, 0.1) << phantom::to_string(kind);
      }
    }
    EXPECT_GT(places, 100) << phantom::to_string(kind);
  }
}

}  // namespace
