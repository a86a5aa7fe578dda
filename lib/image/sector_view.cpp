#include "image/sector_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "image/fan_rays.h"

namespace image {
namespace {

using model::Region;
using model::Sector;

/// In 1/65536 pixel.
struct Place {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

constexpr int kPlaceBits = 16;
constexpr std::int64_t kPlacesPerPoint = (1 << kPlaceBits) / model::kPointsPerPixel;

Place place_of(model::Point point) { return {point.x * kPlacesPerPoint, point.y * kPlacesPerPoint}; }

// The middle of cell `index` of `count` between two values.
std::int64_t middle(std::int64_t from, std::int64_t to, std::int64_t index, std::int64_t count) {
  return from + (to - from) * (2 * index + 1) / (2 * count);
}

Place middle(Place from, Place to, std::int64_t index, std::int64_t count) {
  return {middle(from.x, to.x, index, count), middle(from.y, to.y, index, count)};
}

Region overlap(const Region& a, const Region& b) {
  const int left = std::max(a.x, b.x);
  const int top = std::max(a.y, b.y);
  return {left, top, std::min(a.x + a.width, b.x + b.width) - left, std::min(a.y + a.height, b.y + b.height) - top};
}

std::array<model::Point, 4> corners_of(const Sector& sector) {
  if (sector.kind != Sector::Kind::Whole) return sector.corners;
  const Region& all = sector.visible;
  constexpr int k = model::kPointsPerPixel;
  return {{{all.x * k, all.y * k},
           {(all.x + all.width) * k, all.y * k},
           {(all.x + all.width) * k, (all.y + all.height) * k},
           {all.x * k, (all.y + all.height) * k}}};
}

/// The places of beams and depths in a picture.
class Grid {
 public:
  Grid(const Sector& sector, int columns, int rows) : columns_(columns), is_fan_(sector.is_fan()) {
    if (is_fan_) {
      apex_ = place_of(sector.apex);
      const FanRays rays(sector);
      for (int i = 0; i < columns; ++i) rays_.push_back(rays.at(2 * i + 1, 2 * std::int64_t{columns}));
      for (int j = 0; j < rows; ++j) {
        radii_.push_back(middle(sector.inner * kPlacesPerPoint, sector.outer * kPlacesPerPoint, j, rows));
      }
      return;
    }
    const std::array<model::Point, 4> corners = corners_of(sector);
    for (int j = 0; j < rows; ++j) {
      left_.push_back(middle(place_of(corners[0]), place_of(corners[3]), j, rows));
      right_.push_back(middle(place_of(corners[1]), place_of(corners[2]), j, rows));
    }
  }

  Place at(int column, int row) const {
    const auto j = static_cast<std::size_t>(row);
    if (!is_fan_) return middle(left_[j], right_[j], column, columns_);
    const FanRays::Direction& ray = rays_[static_cast<std::size_t>(column)];
    return {apex_.x + (radii_[j] * ray.x >> FanRays::kBits), apex_.y + (radii_[j] * ray.y >> FanRays::kBits)};
  }

 private:
  int columns_;
  bool is_fan_;
  Place apex_;
  std::vector<FanRays::Direction> rays_;
  std::vector<std::int64_t> radii_;
  std::vector<Place> left_;
  std::vector<Place> right_;
};

/// How long the sector is across its beams where it is widest, and along them, in 1/16 pixel.
struct Extent {
  std::int64_t across = 0;
  std::int64_t along = 0;
};

std::int64_t length(model::Point from, model::Point to) {
  return std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
}

Extent extent_of(const Sector& sector) {
  if (sector.is_fan()) {
    const double arc = FanRays(sector).angle() * sector.outer;
    return {static_cast<std::int64_t>(std::ceil(arc)), sector.outer - sector.inner};
  }
  const std::array<model::Point, 4> corners = corners_of(sector);
  return {std::max(length(corners[0], corners[1]), length(corners[3], corners[2])),
          std::max(length(corners[0], corners[3]), length(corners[1], corners[2]))};
}

/// Samples per pixel of the result in one direction: about one for each pixel of the picture. No line in a picture is
/// longer than `most`, so that geometry far outside costs no time.
int samples(std::int64_t extent, std::int64_t most, int pixels) {
  const std::int64_t whole = std::int64_t{model::kPointsPerPixel} * pixels;
  return static_cast<int>(
      std::max<std::int64_t>(1, (std::min(extent, most * model::kPointsPerPixel) + whole - 1) / whole));
}

/// Adds bilinear samples of a picture, in 1/65536.
class Sampler {
 public:
  Sampler(const model::Picture& picture, const Region& area)
      : picture_(picture),
        left_(area.x),
        top_(area.y),
        right_(area.x + area.width - 1),
        bottom_(area.y + area.height - 1) {}

  void add(Place place, std::array<std::int64_t, 3>& sums) const {
    const std::int64_t x = place.x >> kPlaceBits;
    const std::int64_t y = place.y >> kPlaceBits;
    if (x < left_ || y < top_ || x > right_ || y > bottom_) return;
    // From the centre of the pixel to the upper left, in 1/256 pixel.
    const std::int64_t across = (place.x >> 8) - 128;
    const std::int64_t down = (place.y >> 8) - 128;
    const std::uint8_t* upper = picture_.row(clamped(down >> 8, top_, bottom_));
    const std::uint8_t* lower = picture_.row(clamped((down >> 8) + 1, top_, bottom_));
    const int left = clamped(across >> 8, left_, right_) * picture_.channels;
    const int right = clamped((across >> 8) + 1, left_, right_) * picture_.channels;
    const std::int64_t to_right = across & 255;
    const std::int64_t to_lower = down & 255;
    for (int c = 0; c < picture_.channels; ++c) {
      const std::int64_t above = upper[left + c] * (256 - to_right) + upper[right + c] * to_right;
      const std::int64_t below = lower[left + c] * (256 - to_right) + lower[right + c] * to_right;
      sums[static_cast<std::size_t>(c)] += above * (256 - to_lower) + below * to_lower;
    }
  }

 private:
  static int clamped(std::int64_t value, int low, int high) {
    return static_cast<int>(std::clamp<std::int64_t>(value, low, high));
  }

  const model::Picture& picture_;
  int left_;
  int top_;
  int right_;
  int bottom_;
};

bool has_pixels(const Sector& sector, const Region& area) {
  return area.width > 0 && area.height > 0 && (!sector.is_fan() || FanRays(sector).angle() > 0);
}

}  // namespace

model::Picture masked(const model::Picture& picture, const Sector& sector) {
  model::Picture result = picture;
  for (int y = 0; y < result.height; ++y) {
    for (int x = 0; x < result.width; ++x) {
      if (!sector.contains(x, y)) std::fill_n(result.row(y) + x * result.channels, result.channels, std::uint8_t{0});
    }
  }
  return result;
}

model::Picture polar(const model::Picture& picture, const Sector& sector, int width, int height) {
  model::Picture result(width, height, picture.channels);
  const Region area = overlap(sector.visible, {0, 0, picture.width, picture.height});
  if (!has_pixels(sector, area)) return result;
  const Extent extent = extent_of(sector);
  const std::int64_t most = std::int64_t{picture.width} + picture.height;
  const int across = samples(extent.across, most, width);
  const int down = samples(extent.along, most, height);
  const Grid grid(sector, width * across, height * down);
  const Sampler sampler(picture, area);
  const std::int64_t whole = std::int64_t{across} * down << 16;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      std::array<std::int64_t, 3> sums{};
      for (int j = y * down; j < (y + 1) * down; ++j) {
        for (int i = x * across; i < (x + 1) * across; ++i) sampler.add(grid.at(i, j), sums);
      }
      for (int c = 0; c < picture.channels; ++c) {
        const std::int64_t sum = sums[static_cast<std::size_t>(c)];
        result.row(y)[x * picture.channels + c] = static_cast<std::uint8_t>((2 * sum + whole) / (2 * whole));
      }
    }
  }
  return result;
}

}  // namespace image
