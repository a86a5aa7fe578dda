#include "model/sector.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/names.h"

namespace model {
namespace {

using nlohmann::json;

constexpr int kMaxCoordinate = 1 << 20;
constexpr int kPhasedShare = 20;
constexpr double kDegrees = 180 / 3.14159265358979323846;

constexpr auto kSectorKinds = base::names<Sector::Kind>({{Sector::Kind::Whole, "whole"},
                                                         {Sector::Kind::Convex, "convex"},
                                                         {Sector::Kind::Phased, "phased"},
                                                         {Sector::Kind::Linear, "linear"},
                                                         {Sector::Kind::Trapezoid, "trapezoid"},
                                                         {Sector::Kind::Steered, "steered"}});

Point minus(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }

// Positive if `b` is to the right of `a`, seen from the origin along `a`, with y down: clockwise.
std::int64_t cross(Point a, Point b) { return std::int64_t{a.x} * b.y - std::int64_t{a.y} * b.x; }

bool in_fan(const Sector& sector, Point place) {
  const Point d = minus(place, sector.apex);
  const std::int64_t square = std::int64_t{d.x} * d.x + std::int64_t{d.y} * d.y;
  if (square < std::int64_t{sector.inner} * sector.inner || square >= std::int64_t{sector.outer} * sector.outer) {
    return false;
  }
  return cross(minus(sector.corners[3], sector.apex), d) <= 0 && cross(minus(sector.corners[2], sector.apex), d) >= 0;
}

bool in_corners(const std::array<Point, 4>& corners, Point place) {
  for (std::size_t i = 0; i < 4; ++i) {
    const Point from = corners[i];
    if (cross(minus(corners[(i + 1) % 4], from), minus(place, from)) < 0) return false;
  }
  return true;
}

int rounded(double pixels) { return static_cast<int>(std::lround(pixels * kPointsPerPixel)); }

Point point_of(const json& pair) {
  if (!pair.is_array() || pair.size() != 2) throw base::Error(base::Code::InvalidInput, "a place is [x, y]");
  const auto coordinate = [&](std::size_t i) {
    const auto* value = pair[i].get_ptr<const json::number_integer_t*>();  // of unsigned numbers too
    const bool large = pair[i].is_number_unsigned() && pair[i].get<std::uint64_t>() > kMaxCoordinate;
    if (value == nullptr || large || *value < -kMaxCoordinate || *value > kMaxCoordinate) {
      throw base::Error(base::Code::InvalidInput, "a place is out of range");
    }
    return static_cast<int>(*value);
  };
  return {coordinate(0), coordinate(1)};
}

// Corners must turn clockwise, as seen on the picture.
void check_shape(const Sector& sector) {
  if (sector.kind == Sector::Kind::Whole) return;
  for (std::size_t i = 0; i < 4; ++i) {
    const Point a = sector.corners[i];
    const Point b = sector.corners[(i + 1) % 4];
    const Point c = sector.corners[(i + 2) % 4];
    if (cross(minus(b, a), minus(c, b)) < 0)
      throw base::Error(base::Code::InvalidInput, "its corners are out of order");
  }
  if (sector.is_fan() && (sector.inner < 0 || sector.outer <= sector.inner)) {
    throw base::Error(base::Code::InvalidInput, "its outer radius is not larger than its inner radius");
  }
}

Sector sector_of(const json& object) {
  const auto kind = sector_kind_from(object.at("kind").get<std::string>());
  if (!kind) throw base::Error(base::Code::InvalidInput, "unknown kind");
  Sector sector{.kind = *kind};
  const auto& visible = object.at("visible");
  const Point corner = point_of({visible.at(0), visible.at(1)});
  const Point size = point_of({visible.at(2), visible.at(3)});
  sector.visible = {corner.x, corner.y, size.x, size.y};
  if (corner.x < 0 || corner.y < 0 || size.x <= 0 || size.y <= 0) {
    throw base::Error(base::Code::InvalidInput, "its visible part is empty");
  }
  if (sector.kind == Sector::Kind::Whole) return sector;
  const json& corners = object.at("corners");
  for (std::size_t i = 0; i < 4; ++i) sector.corners[i] = point_of({corners.at(2 * i), corners.at(2 * i + 1)});
  if (sector.is_fan()) {
    sector.apex = point_of(object.at("apex"));
    const Point radii = point_of(object.at("radii"));
    sector.inner = radii.x;
    sector.outer = radii.y;
  }
  return sector;
}

}  // namespace

bool Sector::contains(int x, int y) const {
  if (x < visible.x || y < visible.y || x >= visible.x + visible.width || y >= visible.y + visible.height) return false;
  if (kind == Kind::Whole) return true;
  const Point centre{x * kPointsPerPixel + kPointsPerPixel / 2, y * kPointsPerPixel + kPointsPerPixel / 2};
  return is_fan() ? in_fan(*this, centre) : in_corners(corners, centre);
}

Region Sector::bounds() const {
  if (kind == Kind::Whole) return visible;
  // Each row from both ends, on the right only as far as it can widen what was found.
  int left = visible.x + visible.width;
  int right = visible.x;
  int top = visible.y + visible.height;
  int bottom = visible.y;
  for (int y = visible.y; y < visible.y + visible.height; ++y) {
    int first = visible.x;
    int last = visible.x + visible.width;
    while (first < last && !contains(first, y)) ++first;
    if (first == last) continue;
    while (last > right && !contains(last - 1, y)) --last;
    left = std::min(left, first);
    right = std::max(right, last);
    top = std::min(top, y);
    bottom = y + 1;
  }
  return right > left ? Region{left, top, right - left, bottom - top} : Region{};
}

Sector Sector::cropped(const Region& region) const {
  Sector moved = *this;
  const auto move = [&](Point& place) {
    place.x -= region.x * kPointsPerPixel;
    place.y -= region.y * kPointsPerPixel;
  };
  std::ranges::for_each(moved.corners, move);
  move(moved.apex);
  const int left = std::max(visible.x, region.x);
  const int top = std::max(visible.y, region.y);
  const int right = std::min(visible.x + visible.width, region.x + region.width);
  const int bottom = std::min(visible.y + visible.height, region.y + region.height);
  moved.visible = {left - region.x, top - region.y, std::max(right - left, 0), std::max(bottom - top, 0)};
  return moved;
}

std::array<double, 2> Sector::side_angles_deg() const {
  const Point left = minus(corners[3], apex);
  const Point right = minus(corners[2], apex);
  return {std::atan2(left.x, left.y) * kDegrees, std::atan2(right.x, right.y) * kDegrees};
}

Sector make_fan(std::array<double, 2> apex, std::array<double, 2> radii, std::array<double, 2> slopes,
                const Region& visible) {
  const auto place = [&](double slope, double radius) {
    const double down = radius / std::sqrt(1 + slope * slope);
    return Point{rounded(apex[0] + slope * down), rounded(apex[1] + down)};
  };
  Sector fan;
  fan.kind = radii[0] * kPhasedShare < radii[1] ? Sector::Kind::Phased : Sector::Kind::Convex;
  fan.corners = {place(slopes[0], radii[0]), place(slopes[1], radii[0]), place(slopes[1], radii[1]),
                 place(slopes[0], radii[1])};
  fan.apex = {rounded(apex[0]), rounded(apex[1])};
  fan.inner = rounded(radii[0]);
  fan.outer = rounded(radii[1]);
  fan.visible = visible;
  return fan;
}

std::string_view to_string(Sector::Kind kind) { return base::name_of(kSectorKinds, kind); }

std::optional<Sector::Kind> sector_kind_from(std::string_view text) { return base::value_of(kSectorKinds, text); }

json sector_json(const Sector& sector) {
  const auto pair = [](Point place) { return json{place.x, place.y}; };
  const Region& visible = sector.visible;
  json object = {{"kind", to_string(sector.kind)}, {"visible", {visible.x, visible.y, visible.width, visible.height}}};
  if (sector.kind != Sector::Kind::Whole) {
    for (const Point corner : sector.corners) {
      object["corners"].push_back(corner.x);
      object["corners"].push_back(corner.y);
    }
  }
  if (sector.is_fan()) {
    object["apex"] = pair(sector.apex);
    object["radii"] = {sector.inner, sector.outer};
  }
  return object;
}

std::string to_json(const Sector& sector) { return sector_json(sector).dump(); }

Sector sector_from(const json& value) {
  try {
    Sector sector = sector_of(value);
    check_shape(sector);
    return sector;
  } catch (const json::exception&) {
    throw base::Error(base::Code::InvalidInput, "not a sector");
  } catch (const base::Error& error) {
    throw base::Error(base::Code::InvalidInput, fmt::format("not a sector: {}", error.what()));
  }
}

}  // namespace model
