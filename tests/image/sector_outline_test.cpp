#include "image/sector_outline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

// Annotations of sectors: the polygon has the pixels that the geometry has.
namespace {

using model::Point;
using model::Region;
using model::Sector;

/// Whether a place is in a polygon, by the number of edges to its right.
bool in_polygon(const std::vector<Point>& polygon, double x, double y) {
  bool inside = false;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i];
    const Point b = polygon[(i + 1) % polygon.size()];
    if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) * (b.x - a.x) / static_cast<double>(b.y - a.y)) inside = !inside;
  }
  return inside;
}

/// How many pixels are in one of sector and polygon only.
int differing(const Sector& sector, const std::vector<Point>& polygon, int width, int height) {
  int count = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) count += sector.contains(x, y) != in_polygon(polygon, 16 * x + 8.1, 16 * y + 8.1);
  }
  return count;
}

TEST(SectorOutline, HasThePixelsOfTheSector) {
  const Region all{0, 0, 200, 160};
  const Region cut{20, 10, 150, 120};
  for (const Region& visible : {all, cut}) {
    for (const Sector& sector : {model::make_fan({100, -20}, {40, 170}, {-0.75, 0.5}, visible),
                                 model::make_fan({90, 5}, {0, 150}, {-0.9, 0.8}, visible)}) {
      const std::vector<Point> polygon = image::outline(sector);
      EXPECT_LE(differing(sector, polygon, 200, 160), 40) << "along 600 pixels of outline";
      for (const Point& point : polygon) {
        EXPECT_TRUE(point.x >= 16 * visible.x && point.x <= 16 * (visible.x + visible.width));
        EXPECT_TRUE(point.y >= 16 * visible.y && point.y <= 16 * (visible.y + visible.height));
      }
    }
  }
}

TEST(SectorOutline, OfShapesWithStraightSidesIsTheirCorners) {
  Sector box{.kind = Sector::Kind::Linear, .visible = {0, 0, 100, 100}};
  box.corners = {{{160, 320}, {1600, 320}, {1600, 1600}, {160, 1600}}};
  const std::vector<Point> polygon = image::outline(box);
  EXPECT_EQ(polygon.size(), 4U);
  EXPECT_EQ(image::doubled_area(polygon), 2 * 1440 * 1280);
  const Sector whole{.visible = {10, 20, 30, 40}};
  EXPECT_EQ(image::doubled_area(image::outline(whole)), 2 * 480 * 640);
}

TEST(SectorOutline, OfWhatIsNotVisibleIsEmpty) {
  Sector box{.kind = Sector::Kind::Linear, .visible = {0, 0, 5, 5}};
  box.corners = {{{160, 320}, {1600, 320}, {1600, 1600}, {160, 1600}}};
  EXPECT_TRUE(image::outline(box).empty());
  box.visible = {};
  EXPECT_TRUE(image::outline(box).empty());
  EXPECT_TRUE(image::outline(Sector{.kind = Sector::Kind::Phased, .visible = {0, 0, 5, 5}}).empty());
}

}  // namespace
