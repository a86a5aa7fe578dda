#include "image/sector_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "base/digest.h"
#include "image/pictures.h"
#include "image/sector_outline.h"

// What polar frames show must not depend on the machine, and a geometry from a catalog must not make it read outside of
// the picture.
namespace {

using model::Picture;
using model::Region;
using model::Sector;

constexpr Region kAll{0, 0, 200, 160};

Sector fan() { return model::make_fan({100, -20}, {40, 170}, {-0.75, 0.5}, kAll); }

Sector quad(Sector::Kind kind, std::array<int, 8> pixels) {
  Sector sector{.kind = kind, .visible = kAll};
  for (std::size_t i = 0; i < 4; ++i) sector.corners[i] = {16 * pixels[2 * i], 16 * pixels[2 * i + 1]};
  return sector;
}

/// A picture whose values are a function of the place of a pixel's centre.
template <typename Function>
Picture drawn(const Function& value, int channels = 1) {
  Picture picture(kAll.width, kAll.height, channels);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width * channels; ++x) {
      picture.row(y)[x] = static_cast<std::uint8_t>(std::lround(value(x / channels + 0.5, y + 0.5)));
    }
  }
  return picture;
}

std::string digest_of(const Picture& picture) {
  std::string bytes;
  for (int y = 0; y < picture.height; ++y) bytes.append(picture.row(y), picture.row(y) + picture.row_bytes());
  return base::sha256(bytes).hex().substr(0, 16);
}

const double kLeft = std::atan(-0.75);
const double kRight = std::atan(0.5);

// With libm, not as the tested code does it. Beams and depths are from 0 to 1.
double beam_at(double x, double y) { return (std::atan2(x - 100, y + 20) - kLeft) / (kRight - kLeft); }
double depth_at(double x, double y) { return (std::hypot(x - 100, y + 20) - 40) / 130; }

TEST(SectorView, PolarGivesBackAFunctionOfBeamAndDepth) {
  const auto level = [](double share) { return std::clamp(20 + 200 * share, 0.0, 255.0); };
  const Picture beams = image::polar(drawn([&](double x, double y) { return level(beam_at(x, y)); }), fan(), 64, 48);
  const Picture depths = image::polar(drawn([&](double x, double y) { return level(depth_at(x, y)); }), fan(), 64, 48);
  int compared = 0;
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64; ++x) {
      const double angle = kLeft + (kRight - kLeft) * (x + 0.5) / 64;
      const double radius = 40 + 130 * (y + 0.5) / 48;
      const double left = 100 + radius * std::sin(angle);
      if (left < 5 || radius * std::cos(angle) - 20 > 155) continue;  // the picture ends there
      EXPECT_NEAR(beams.row(y)[x], level((x + 0.5) / 64), 1.2) << x << ' ' << y;
      EXPECT_NEAR(depths.row(y)[x], level((y + 0.5) / 48), 1.2) << x << ' ' << y;
      ++compared;
    }
  }
  EXPECT_GT(compared, 64 * 48 * 8 / 10);
}

TEST(SectorView, PolarFollowsTheSidesOfOtherShapes) {
  const Picture across = drawn([](double x, double) { return x; });
  const Picture down = drawn([](double, double y) { return y; });
  const Sector steered = quad(Sector::Kind::Steered, {40, 20, 140, 20, 180, 140, 80, 140});
  const Sector trapezoid = quad(Sector::Kind::Trapezoid, {60, 20, 140, 20, 180, 140, 20, 140});
  const Picture steered_x = image::polar(across, steered, 50, 40);
  const Picture steered_y = image::polar(down, steered, 50, 40);
  const Picture trapezoid_x = image::polar(across, trapezoid, 50, 40);
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 50; ++x) {
      const double t = (x + 0.5) / 50;
      const double u = (y + 0.5) / 40;
      EXPECT_NEAR(steered_x.row(y)[x], 40 + 100 * t + 40 * u, 1);
      EXPECT_NEAR(steered_y.row(y)[x], 20 + 120 * u, 1);
      EXPECT_NEAR(trapezoid_x.row(y)[x], 60 - 40 * u + t * (80 + 80 * u), 1);
    }
  }
}

TEST(SectorView, PolarOfAWholePictureScalesIt) {
  const Sector whole{.visible = kAll};
  const Picture noise = test::noise(200, 160, 3, 1);
  EXPECT_TRUE(test::same_pixels(image::polar(noise, whole, 200, 160), noise));
  const Picture half = image::polar(noise, whole, 100, 80);
  for (int y = 0; y < 80; ++y) {
    for (int x = 0; x < 300; ++x) {
      const int left = x / 3 * 6 + x % 3;
      const int sum = noise.row(2 * y)[left] + noise.row(2 * y)[left + 3] + noise.row(2 * y + 1)[left] +
                      noise.row(2 * y + 1)[left + 3];
      ASSERT_EQ(half.row(y)[x], (sum + 2) / 4);
    }
  }
}

TEST(SectorView, WhatThePictureDoesNotHaveIsBlack) {
  Sector cut = quad(Sector::Kind::Linear, {-100, 0, 100, 0, 100, 160, -100, 160});
  const Picture white = drawn([](double, double) { return 255; });
  const Picture left_half = image::polar(white, cut, 20, 16);
  cut.visible = {0, 80, 200, 80};
  const Picture lower = image::polar(white, cut, 20, 16);
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 20; ++x) {
      EXPECT_EQ(left_half.row(y)[x], x < 10 ? 0 : 255);
      EXPECT_EQ(lower.row(y)[x], x < 10 || y < 8 ? 0 : 255);
    }
  }
}

TEST(SectorView, MaskedIsBlackOutsideAlone) {
  for (const int channels : {1, 3}) {
    const Picture noise = test::noise(200, 160, channels, 3);
    const Picture masked = image::masked(noise, fan());
    for (int y = 0; y < 160; ++y) {
      for (int x = 0; x < 200 * channels; ++x) {
        ASSERT_EQ(masked.row(y)[x], fan().contains(x / channels, y) ? noise.row(y)[x] : 0);
      }
    }
  }
}

// The same on every machine and with every compiler.
TEST(SectorView, HasTheSameBytesEverywhere) {
  const Picture noise = test::noise(200, 160, 3, 7);
  const Sector trapezoid = quad(Sector::Kind::Trapezoid, {60, 20, 140, 20, 180, 140, 20, 140});
  EXPECT_EQ(digest_of(image::polar(noise, fan(), 96, 80)), "038d3b135a7d7682");
  EXPECT_EQ(digest_of(image::polar(noise, trapezoid, 96, 80)), "c18563d9b34b7c60");
  EXPECT_EQ(digest_of(image::polar(test::noise(200, 160, 1, 7), Sector{.visible = kAll}, 77, 55)), "b0d3eb9d3fe6f1b3");
}

TEST(SectorView, AnyGeometryIsAllowed) {
  constexpr int kMost = 1 << 20;
  const Picture noise = test::noise(30, 20, 1, 2);
  const auto looked_at = [&](const Sector& sector) {
    for (const auto& [width, height] : {std::pair{1, 1}, std::pair{40, 3}, std::pair{3, 40}}) {
      const Picture polar = image::polar(noise, sector, width, height);
      EXPECT_EQ(polar.width, width);
      EXPECT_EQ(polar.height, height);
    }
    image::masked(noise, sector);
    for (const model::Point& point : image::outline(sector)) {
      EXPECT_TRUE(point.x >= 16 * sector.visible.x && point.y >= 16 * sector.visible.y);
    }
  };
  std::uint32_t state = 1;
  const auto random = [&](int most) {
    state = state * 1664525U + 1013904223U;
    return static_cast<int>((state >> 4) % static_cast<std::uint32_t>(2 * most + 1)) - most;
  };
  for (int i = 0; i < 3000; ++i) {
    const int most = i % 3 == 0 ? kMost : i % 3 == 1 ? 600 : 3;
    Sector sector{.kind = static_cast<Sector::Kind>(i % 6)};
    for (model::Point& corner : sector.corners) corner = {random(most), random(most)};
    sector.apex = {random(most), random(most)};
    sector.inner = std::abs(random(most));
    sector.outer = sector.inner + std::abs(random(most));
    sector.visible = {random(40), random(40), random(60), random(60)};
    looked_at(sector);
  }
  const Picture empty = image::polar(noise, Sector{.kind = Sector::Kind::Convex, .visible = {0, 0, 30, 20}}, 5, 5);
  EXPECT_EQ(std::ranges::max(empty.row_span(0)), 0) << "a fan without side lines";
}

}  // namespace
