#include "phantom/sector.h"

#include <algorithm>
#include <cmath>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

model::Region bounds_of(const Sector& sector, const model::Region& box) {
  int left = box.x + box.width;
  int right = box.x;
  int top = box.y + box.height;
  int bottom = box.y;
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      if (!sector.locate(x, y)) continue;
      left = std::min(left, x);
      right = std::max(right, x + 1);
      top = std::min(top, y);
      bottom = std::max(bottom, y + 1);
    }
  }
  return {left, top, right - left, bottom - top};
}

/// Converts a fraction to a cell and the weight of the next cell in 1/256; at most the last pair of `count` cells.
std::pair<std::uint32_t, std::uint8_t> cell_at(double fraction, int count) {
  const auto place = static_cast<std::int64_t>(fraction * (count - 1) * 256);
  const std::int64_t last = std::int64_t{count - 2} * 256 + 255;
  const std::int64_t inside = std::clamp<std::int64_t>(place, 0, last);
  return {static_cast<std::uint32_t>(inside / 256), static_cast<std::uint8_t>(inside % 256)};
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

ScanConverter::ScanConverter(const Sector& sector, int picture_width, int picture_height, int lines, int samples)
    : lines_(lines), samples_(samples) {
  for (int y = 0; y < picture_height; ++y) {
    for (int x = 0; x < picture_width; ++x) {
      const std::optional<Sector::Place> place = sector.locate(x, y);
      if (!place) continue;
      const auto [line, line_weight] = cell_at(place->line, lines);
      const auto [sample, sample_weight] = cell_at(place->depth, samples);
      taps_.push_back({static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y),
                       line * static_cast<std::uint32_t>(samples) + sample, line_weight, sample_weight});
    }
  }
}

void ScanConverter::draw(const std::vector<std::uint8_t>& scan, model::Picture& picture) const {
  for (const Tap& tap : taps_) {
    const std::uint8_t* here = scan.data() + tap.cell;
    const std::uint8_t* next = here + samples_;
    const int left = here[0] * (256 - tap.sample_weight) + here[1] * tap.sample_weight;
    const int right = next[0] * (256 - tap.sample_weight) + next[1] * tap.sample_weight;
    const int level = (left * (256 - tap.line_weight) + right * tap.line_weight + (1 << 15)) >> 16;
    std::fill_n(picture.row(tap.y) + std::ptrdiff_t{tap.x} * picture.channels, picture.channels,
                static_cast<std::uint8_t>(level));
  }
}

}  // namespace phantom
