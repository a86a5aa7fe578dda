#include "phantom/canvas.h"

#include <algorithm>
#include <cmath>

namespace phantom {
namespace {

constexpr int kFaintest = 12;

std::uint8_t blend(int below, int above, int coverage) {
  return static_cast<std::uint8_t>((below * (255 - coverage) + above * coverage + 127) / 255);
}

Colour blend(Colour below, Colour above, int coverage) {
  return {blend(below.red, above.red, coverage), blend(below.green, above.green, coverage),
          blend(below.blue, above.blue, coverage)};
}

/// Of a shape whose edge is `inside` pixels away.
int coverage_of(double inside) { return static_cast<int>(255 * std::clamp(inside + 0.5, 0.0, 1.0)); }

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width), height_(height), pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

void Canvas::begin(int owner) {
  owner_ = static_cast<std::uint16_t>(owner);
  left_ = width_;
  top_ = height_;
  right_ = 0;
  bottom_ = 0;
}

model::Region Canvas::painted() const {
  if (right_ <= left_) return {};
  return {left_, top_, right_ - left_, bottom_ - top_};
}

void Canvas::paint(int x, int y, int coverage, Colour colour) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_ || coverage < kFaintest) return;
  Pixel& pixel = pixels_[index(x, y)];
  if (pixel.alpha == 0) {
    pixel.colour = colour;
  } else if (pixel.alpha == 255) {
    pixel.colour = blend(pixel.colour, colour, coverage);
  } else if (coverage >= pixel.alpha) {
    pixel.colour = colour;
  }
  pixel.alpha = static_cast<std::uint8_t>(coverage + (255 - coverage) * pixel.alpha / 255);
  pixel.owner = owner_;
  left_ = std::min(left_, x);
  top_ = std::min(top_, y);
  right_ = std::max(right_, x + 1);
  bottom_ = std::max(bottom_, y + 1);
}

void Canvas::fill(const model::Region& region, Colour colour) {
  for (int y = region.y; y < region.y + region.height; ++y) {
    for (int x = region.x; x < region.x + region.width; ++x) paint(x, y, 255, colour);
  }
}

void Canvas::frame(const model::Region& region, int thickness, Colour colour) {
  fill({region.x, region.y, region.width, thickness}, colour);
  fill({region.x, region.y + region.height - thickness, region.width, thickness}, colour);
  fill({region.x, region.y, thickness, region.height}, colour);
  fill({region.x + region.width - thickness, region.y, thickness, region.height}, colour);
}

void Canvas::line(double from_x, double from_y, double to_x, double to_y, double thickness, Colour colour) {
  const double half = thickness / 2;
  const double dx = to_x - from_x;
  const double dy = to_y - from_y;
  const double square = std::max(dx * dx + dy * dy, 1e-9);
  const int bottom = static_cast<int>(std::max(from_y, to_y) + half + 1);
  const int right = static_cast<int>(std::max(from_x, to_x) + half + 1);
  for (int y = static_cast<int>(std::min(from_y, to_y) - half - 1); y <= bottom; ++y) {
    for (int x = static_cast<int>(std::min(from_x, to_x) - half - 1); x <= right; ++x) {
      const double px = x + 0.5 - from_x;
      const double py = y + 0.5 - from_y;
      const double along = std::clamp((px * dx + py * dy) / square, 0.0, 1.0);
      const double off_x = px - along * dx;
      const double off_y = py - along * dy;
      paint(x, y, coverage_of(half - std::sqrt(off_x * off_x + off_y * off_y)), colour);
    }
  }
}

void Canvas::ring(double x, double y, double radius, double thickness, Colour colour) {
  const int reach = static_cast<int>(radius + thickness + 2);
  for (int py = static_cast<int>(y) - reach; py <= static_cast<int>(y) + reach; ++py) {
    for (int px = static_cast<int>(x) - reach; px <= static_cast<int>(x) + reach; ++px) {
      const double dx = px + 0.5 - x;
      const double dy = py + 0.5 - y;
      const double off = std::abs(std::sqrt(dx * dx + dy * dy) - radius);
      paint(px, py, coverage_of(thickness / 2 - off), colour);
    }
  }
}

void Canvas::disc(double x, double y, double radius, Colour colour) { ring(x, y, 0, 2 * radius, colour); }

void Canvas::triangle(const double (&corners)[6], Colour colour) {
  const double turn =
      (corners[2] - corners[0]) * (corners[5] - corners[1]) - (corners[3] - corners[1]) * (corners[4] - corners[0]);
  const auto side = [&](int from, int to, double x, double y) {
    const double dx = corners[2 * to] - corners[2 * from];
    const double dy = corners[2 * to + 1] - corners[2 * from + 1];
    const double cross = dx * (y - corners[2 * from + 1]) - dy * (x - corners[2 * from]);
    return (turn < 0 ? -cross : cross) / std::sqrt(dx * dx + dy * dy);
  };
  const int left = static_cast<int>(std::min({corners[0], corners[2], corners[4]})) - 1;
  const int right = static_cast<int>(std::max({corners[0], corners[2], corners[4]})) + 1;
  const int top = static_cast<int>(std::min({corners[1], corners[3], corners[5]})) - 1;
  const int bottom = static_cast<int>(std::max({corners[1], corners[3], corners[5]})) + 1;
  for (int y = top; y <= bottom; ++y) {
    for (int x = left; x <= right; ++x) {
      const double px = x + 0.5;
      const double py = y + 0.5;
      paint(x, y, coverage_of(std::min({side(0, 1, px, py), side(1, 2, px, py), side(2, 0, px, py)})), colour);
    }
  }
}

void Canvas::finish() {
  painted_.clear();
  for (std::size_t i = 0; i < pixels_.size(); ++i) {
    if (pixels_[i].alpha > 0) painted_.push_back(static_cast<std::uint32_t>(i));
  }
}

void Canvas::blend_onto(model::Picture& picture, int owner, int from, int to) const {
  for (const std::uint32_t at : painted_) {
    const Pixel& pixel = pixels_[at];
    const int x = static_cast<int>(at) % width_;
    if (pixel.owner == owner && x >= from && x < to) continue;
    std::uint8_t* rgb = picture.row(static_cast<int>(at) / width_) + std::ptrdiff_t{3} * x;
    const Colour mixed = blend({rgb[0], rgb[1], rgb[2]}, pixel.colour, pixel.alpha);
    rgb[0] = mixed.red;
    rgb[1] = mixed.green;
    rgb[2] = mixed.blue;
  }
}

}  // namespace phantom
