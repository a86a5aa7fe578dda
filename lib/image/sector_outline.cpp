#include "image/sector_outline.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "image/fan_rays.h"

namespace image {
namespace {

using model::Point;
using Polygon = std::vector<Point>;

constexpr int kChords = 32;

std::vector<Point> arcs(const model::Sector& fan) {
  const FanRays rays(fan);
  Polygon polygon;
  if (!(rays.angle() > 0)) return polygon;
  const auto add = [&](int radius, int part) {
    const FanRays::Direction ray = rays.at(part, kChords);
    constexpr std::int64_t kHalf = std::int64_t{1} << (FanRays::kBits - 1);
    polygon.push_back({fan.apex.x + static_cast<int>((radius * ray.x + kHalf) >> FanRays::kBits),
                       fan.apex.y + static_cast<int>((radius * ray.y + kHalf) >> FanRays::kBits)});
  };
  for (int part = 0; part <= kChords; ++part) add(fan.inner, part);
  for (int part = kChords; part >= 0; --part) add(fan.outer, part);
  return polygon;
}

/// A border of the visible part: coordinate `axis` is at least `least` with `sign` 1, at most -`least` with -1.
struct Border {
  int Point::*axis;
  int Point::*other;
  int sign;
  int least;

  int inside(Point point) const { return sign * point.*axis - least; }
};

Point crossing(const Border& border, Point from, Point to) {
  const std::int64_t before = std::abs(border.inside(from));
  const std::int64_t after = std::abs(border.inside(to));
  const std::int64_t way = std::int64_t{to.*border.other} - from.*border.other;
  Point point;
  point.*border.axis = border.sign * border.least;
  point.*border.other = from.*border.other + static_cast<int>(way * before / (before + after));
  return point;
}

Polygon clipped(const Polygon& polygon, const Border& border) {
  Polygon result;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point from = polygon[(i + polygon.size() - 1) % polygon.size()];
    const Point to = polygon[i];
    if ((border.inside(from) < 0) != (border.inside(to) < 0)) result.push_back(crossing(border, from, to));
    if (border.inside(to) >= 0) result.push_back(to);
  }
  return result;
}

}  // namespace

std::vector<Point> outline(const model::Sector& sector) {
  const model::Region& part = sector.visible;
  constexpr int k = model::kPointsPerPixel;
  const int left = part.x * k;
  const int top = part.y * k;
  const int right = (part.x + part.width) * k;
  const int bottom = (part.y + part.height) * k;
  Polygon polygon = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
  if (sector.is_fan()) {
    polygon = arcs(sector);
  } else if (sector.kind != model::Sector::Kind::Whole) {
    polygon.assign(sector.corners.begin(), sector.corners.end());
  }
  for (const Border& border : {Border{&Point::x, &Point::y, 1, left}, Border{&Point::y, &Point::x, 1, top},
                               Border{&Point::x, &Point::y, -1, -right}, Border{&Point::y, &Point::x, -1, -bottom}}) {
    polygon = clipped(polygon, border);
  }
  polygon.erase(std::unique(polygon.begin(), polygon.end()), polygon.end());
  if (polygon.size() > 1 && polygon.front() == polygon.back()) polygon.pop_back();
  return doubled_area(polygon) > 0 ? polygon : Polygon{};
}

std::int64_t doubled_area(const std::vector<Point>& polygon) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i];
    const Point b = polygon[(i + 1) % polygon.size()];
    sum += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
  }
  return sum;
}

}  // namespace image
