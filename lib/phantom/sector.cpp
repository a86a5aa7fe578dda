#include "phantom/sector.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

model::Region bounds_of(const Sector& sector, const model::Region& box) {
  return model::smallest_region(box, [&](int x, int y) { return sector.locate(x, y).has_value(); });
}

/// Converts a fraction to a cell and the weight of the next cell in 1/256; at most the last pair of `count` cells.
std::pair<std::uint32_t, std::uint8_t> cell_at(double fraction, int count) {
  const auto place = static_cast<std::int64_t>(fraction * (count - 1) * 256);
  const std::int64_t last = std::int64_t{count - 2} * 256 + 255;
  const std::int64_t inside = std::clamp<std::int64_t>(place, 0, last);
  return {static_cast<std::uint32_t>(inside / 256), static_cast<std::uint8_t>(inside % 256)};
}

double pixels(int points) { return points / double{model::kPointsPerPixel}; }

/// A sector with straight sides between a horizontal top and bottom.
struct Quad {
  double top = 0;
  double bottom = 0;
  std::array<double, 4> x{};  ///< of the corners

  double left_at(double depth) const { return x[0] + (x[3] - x[0]) * depth; }
  double right_at(double depth) const { return x[1] + (x[2] - x[1]) * depth; }
};

Quad quad_of(const model::Sector& sector) {
  Quad quad{pixels(sector.corners[0].y), pixels(sector.corners[3].y)};
  for (std::size_t i = 0; i < 4; ++i) quad.x[i] = pixels(sector.corners[i].x);
  return quad;
}

struct FanSides {
  double left = 0;  ///< in radians from straight down
  double right = 0;
};

FanSides sides_of(const model::Sector& fan) {
  const auto angle = [&](const model::Point& corner) {
    return arctangent(corner.x - fan.apex.x, corner.y - fan.apex.y);
  };
  return {angle(fan.corners[3]), angle(fan.corners[2])};
}

}  // namespace

std::optional<Sector::Place> Sector::locate(int x, int y) const {
  if (kind == Kind::Linear) {
    const Place place{(x + 0.5 - bounds.x) / bounds.width, (y + 0.5 - bounds.y) / bounds.height};
    if (place.line < 0 || place.line > 1 || place.depth < 0 || place.depth > 1) return std::nullopt;
    return place;
  }
  const double dx = x + 0.5 - apex_x;
  const double dy = y + 0.5 - apex_y;
  if (dy <= 0) return std::nullopt;
  const double radius = std::sqrt(dx * dx + dy * dy);
  const double angle = arctangent(dx, dy);
  if (radius < inner_px || radius > outer_px || angle < -half_angle_rad || angle > half_angle_rad) return std::nullopt;
  return Place{(angle / half_angle_rad + 1) / 2, (radius - inner_px) / (outer_px - inner_px)};
}

std::pair<double, double> Sector::position(const Place& place) const {
  if (kind == Kind::Linear) return {bounds.x + place.line * bounds.width, bounds.y + place.depth * bounds.height};
  const double angle = (2 * place.line - 1) * half_angle_rad;
  const double radius = inner_px + place.depth * (outer_px - inner_px);
  return {apex_x + radius * sine(angle), apex_y + radius * cosine(angle)};
}

double Sector::depth_px() const { return kind == Kind::Linear ? bounds.height : outer_px - inner_px; }

double Sector::width_px(double depth) const {
  if (kind == Kind::Linear) return bounds.width;
  return 2 * half_angle_rad * (inner_px + depth * (outer_px - inner_px));
}

Sector fit_convex(const model::Region& box, double half_angle_rad, double inner_share) {
  Sector sector;
  sector.kind = Sector::Kind::Convex;
  sector.half_angle_rad = half_angle_rad;
  const double rise = inner_share * cosine(half_angle_rad);
  sector.outer_px = std::min(box.width / (2 * sine(half_angle_rad)), box.height / (1 - rise));
  sector.inner_px = sector.outer_px * inner_share;
  sector.apex_x = box.x + box.width / 2.0;
  const double height = sector.outer_px * (1 - rise);
  sector.apex_y = box.y + (box.height - height) / 2 - sector.outer_px * rise;
  sector.bounds = bounds_of(sector, box);
  return sector;
}

Sector fit_linear(const model::Region& box) {
  Sector sector;
  sector.bounds = box;
  return sector;
}

std::optional<Sector::Place> locate(const model::Sector& sector, int x, int y) {
  if (!sector.contains(x, y)) return std::nullopt;
  const double px = x + 0.5;
  const double py = y + 0.5;
  if (sector.kind == model::Sector::Kind::Whole) {
    return Sector::Place{(px - sector.visible.x) / sector.visible.width,
                         (py - sector.visible.y) / sector.visible.height};
  }
  if (!sector.is_fan()) {
    const Quad quad = quad_of(sector);
    const double depth = std::clamp((py - quad.top) / (quad.bottom - quad.top), 0.0, 1.0);
    const double left = quad.left_at(depth);
    return Sector::Place{std::clamp((px - left) / (quad.right_at(depth) - left), 0.0, 1.0), depth};
  }
  const FanSides sides = sides_of(sector);
  const double dx = px - pixels(sector.apex.x);
  const double dy = py - pixels(sector.apex.y);
  const double radius = std::sqrt(dx * dx + dy * dy);
  const double inner = pixels(sector.inner);
  const double line = dy <= 0 ? 0.5 : (arctangent(dx, dy) - sides.left) / (sides.right - sides.left);
  return Sector::Place{std::clamp(line, 0.0, 1.0),
                       std::clamp((radius - inner) / (pixels(sector.outer) - inner), 0.0, 1.0)};
}

std::pair<double, double> position(const model::Sector& sector, const Sector::Place& place) {
  const model::Region& visible = sector.visible;
  if (sector.kind == model::Sector::Kind::Whole) {
    return {visible.x + place.line * visible.width, visible.y + place.depth * visible.height};
  }
  if (!sector.is_fan()) {
    const Quad quad = quad_of(sector);
    const double left = quad.left_at(place.depth);
    return {left + place.line * (quad.right_at(place.depth) - left), quad.top + place.depth * (quad.bottom - quad.top)};
  }
  const FanSides sides = sides_of(sector);
  const double angle = sides.left + place.line * (sides.right - sides.left);
  const double radius = pixels(sector.inner) + place.depth * pixels(sector.outer - sector.inner);
  return {pixels(sector.apex.x) + radius * sine(angle), pixels(sector.apex.y) + radius * cosine(angle)};
}

ScanConverter::ScanConverter(const Sector& sector, int picture_width, int picture_height, int lines, int samples)
    : lines_(lines), samples_(samples) {
  for (int y = 0; y < picture_height; ++y) {
    for (int x = 0; x < picture_width; ++x) {
      const std::optional<Sector::Place> place = sector.locate(x, y);
      if (!place) continue;
      add_tap(x, y, *place);
    }
  }
}

ScanConverter::ScanConverter(const model::Sector& sector, int picture_width, int picture_height, int lines, int samples)
    : lines_(lines), samples_(samples) {
  const model::Region& visible = sector.visible;
  for (int y = visible.y; y < std::min(picture_height, visible.y + visible.height); ++y) {
    for (int x = visible.x; x < std::min(picture_width, visible.x + visible.width); ++x) {
      const std::optional<Sector::Place> place = locate(sector, x, y);
      if (place) add_tap(x, y, *place);
    }
  }
}

void ScanConverter::add_tap(int x, int y, const Sector::Place& place) {
  const auto [line, line_weight] = cell_at(place.line, lines_);
  const auto [sample, sample_weight] = cell_at(place.depth, samples_);
  taps_.push_back({static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y),
                   line * static_cast<std::uint32_t>(samples_) + sample, line_weight, sample_weight});
}

std::uint8_t ScanConverter::level_at(const std::vector<std::uint8_t>& scan, const Tap& tap) const {
  const std::uint8_t* here = scan.data() + tap.cell;
  const std::uint8_t* next = here + samples_;
  const int left = here[0] * (256 - tap.sample_weight) + here[1] * tap.sample_weight;
  const int right = next[0] * (256 - tap.sample_weight) + next[1] * tap.sample_weight;
  return static_cast<std::uint8_t>((left * (256 - tap.line_weight) + right * tap.line_weight + (1 << 15)) >> 16);
}

void ScanConverter::draw(const std::vector<std::uint8_t>& scan, model::Picture& picture) const {
  for (const Tap& tap : taps_) {
    std::fill_n(picture.row(tap.y) + std::ptrdiff_t{tap.x} * picture.channels, picture.channels, level_at(scan, tap));
  }
}

void ScanConverter::draw(const std::vector<std::uint8_t>& scan, model::Picture& picture,
                         const std::vector<Colour>& colours) const {
  if (colours.empty()) return draw(scan, picture);
  for (const Tap& tap : taps_) {
    const Colour& colour = colours[level_at(scan, tap)];
    std::uint8_t* rgb = picture.row(tap.y) + std::ptrdiff_t{3} * tap.x;
    rgb[0] = colour.red;
    rgb[1] = colour.green;
    rgb[2] = colour.blue;
  }
}

}  // namespace phantom
