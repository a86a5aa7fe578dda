#include "model/sector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "model/json_text.h"

// Which pixels a sector has decides what is cropped and masked: it must not depend on rounding, and text from a catalog
// or a worker must not make impossible shapes.
namespace {

using model::Region;
using model::Sector;

constexpr Region kPicture{0, 0, 200, 160};

Sector fan() { return model::make_fan({100, -20}, {40, 160}, {-0.75, 0.5}, kPicture); }

Sector box() {
  Sector sector{.kind = Sector::Kind::Linear, .visible = kPicture};
  sector.corners = {{{160, 320}, {1600, 320}, {1600, 1600}, {160, 1600}}};
  return sector;
}

TEST(Sector, FanHasThePixelsBetweenArcsAndSideLines) {
  const Sector sector = fan();
  for (int y = 0; y < kPicture.height; ++y) {
    for (int x = 0; x < kPicture.width; ++x) {
      const double dx = x + 0.5 - 100;
      const double dy = y + 0.5 + 20;
      const double radius = std::hypot(dx, dy);
      const double clearance =
          std::min({std::abs(radius - 40), std::abs(radius - 160), std::abs(dx + 0.75 * dy), std::abs(dx - 0.5 * dy)});
      if (clearance < 0.1) continue;  // the outline is rounded to 1/16 pixel
      const bool inside = radius > 40 && radius < 160 && dx > -0.75 * dy && dx < 0.5 * dy;
      ASSERT_EQ(sector.contains(x, y), inside) << x << ' ' << y;
    }
  }
}

TEST(Sector, BoundsAreTheSmallestRegionWithItsPixels) {
  EXPECT_EQ(box().bounds(), (Region{10, 20, 90, 80}));
  const Region bounds = fan().bounds();
  EXPECT_EQ(bounds.y + bounds.height, 140);
  Sector outside = box();
  outside.visible = {150, 120, 20, 20};
  EXPECT_EQ(outside.bounds(), Region{});
  EXPECT_EQ((Sector{.visible = kPicture}.bounds()), kPicture);
}

TEST(Sector, MovesWithACrop) {
  const Region crop{30, 25, 100, 90};
  const Sector whole = fan();
  const Sector moved = whole.cropped(crop);
  for (int y = 0; y < crop.height; ++y) {
    for (int x = 0; x < crop.width; ++x) ASSERT_EQ(moved.contains(x, y), whole.contains(x + 30, y + 25));
  }
  EXPECT_FALSE(moved.contains(100, 10));
}

TEST(Sector, SideAnglesAreFromStraightDown) {
  const auto angles = fan().side_angles_deg();
  EXPECT_NEAR(angles[0], -36.87, 0.05);
  EXPECT_NEAR(angles[1], 26.57, 0.05);
}

TEST(Sector, SmallInnerRadiusIsPhased) {
  EXPECT_EQ(model::make_fan({100, 0}, {2, 160}, {-1, 1}, kPicture).kind, Sector::Kind::Phased);
  EXPECT_EQ(fan().kind, Sector::Kind::Convex);
}

Sector parse(const std::string& text) { return model::sector_from(model::parse_json(text, {})); }

TEST(Sector, JsonRoundTrips) {
  for (const Sector& sector : {fan(), box(), Sector{.visible = kPicture}}) {
    EXPECT_EQ(model::sector_from(model::sector_json(sector)), sector);
  }
}

TEST(Sector, RejectsImpossibleShapes) {
  const std::string places = R"("visible":[0,0,10,10],"corners":[0,0,160,0,160,160,0,160])";
  EXPECT_NO_THROW(parse(R"({"kind":"linear",)" + places + "}"));
  for (const std::string& text : {
           std::string(R"({"kind":"linear"})"),
           R"({"kind":"round",)" + places + "}",
           R"({"kind":"convex",)" + places + R"(,"apex":[80,-80],"radii":[90,80]})",
           R"({"kind":"convex",)" + places + R"(,"apex":[80,-80],"radii":[-1,80]})",
           R"({"kind":"convex",)" + places + R"(,"apex":[80,1048577],"radii":[1,80]})",
           R"({"kind":"convex",)" + places + R"(,"apex":[80,1.5],"radii":[1,80]})",
           R"({"kind":"convex",)" + places + R"(,"apex":[80,-9223372036854775808],"radii":[1,80]})",
           R"({"kind":"convex",)" + places + R"(,"apex":[80,18446744073709551611],"radii":[1,80]})",
           std::string(R"({"kind":"linear","visible":[0,0,10,10],"corners":[0,0,0,160,160,160,160,0]})"),
           std::string(R"({"kind":"linear","visible":[0,0,10,10],"corners":[0,0]})"),
           std::string(R"({"kind":"whole","visible":[0,0,0,10]})"),
           std::string(R"({"kind":"whole","visible":[0,0,"a",10]})"),
           std::string("[]"),
       }) {
    EXPECT_THROW(parse(text), base::Error) << text;
  }
}

}  // namespace
