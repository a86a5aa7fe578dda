#include "baseline/predict/overlay.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace baseline {
namespace {

constexpr double kMaxOpaque = 0.65;

std::uint8_t to_byte(double value) { return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0))); }

/// IEC 61966-2-1.
double srgb(double linear) {
  const double x = std::clamp(linear, 0.0, 1.0);
  return x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
}

/// Two neighbouring samples, and the weight of the second.
struct Between {
  int first;
  int second;
  double share;
};

/// For each of `to` pixels over `from` samples.
std::vector<Between> between(int from, int to) {
  std::vector<Between> all(static_cast<std::size_t>(to));
  for (int i = 0; i < to; ++i) {
    const double at = std::clamp((i + 0.5) * from / to - 0.5, 0.0, from - 1.0);
    const int first = static_cast<int>(at);
    all[static_cast<std::size_t>(i)] = {first, std::min(first + 1, from - 1), at - first};
  }
  return all;
}

}  // namespace

std::array<std::uint8_t, 3> heat_colour(double heat) {
  const double t = std::clamp(heat, 0.0, 1.0);
  const double lightness = 0.35 + 0.55 * t;
  const double hue = (-60 + 160 * t) * std::numbers::pi / 180;
  const double a = 0.16 * std::cos(hue);
  const double b = 0.16 * std::sin(hue);
  const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
  return {to_byte(255 * srgb(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
          to_byte(255 * srgb(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
          to_byte(255 * srgb(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))};
}

model::Picture overlay(const model::Picture& frame, const HeatMap& heat) {
  model::Picture result(frame.width, frame.height, 3);
  const std::vector<Between> columns = between(heat.width, frame.width);
  const std::vector<Between> rows = between(heat.height, frame.height);
  std::array<std::array<std::uint8_t, 3>, 256> colours;
  for (std::size_t i = 0; i < colours.size(); ++i) colours[i] = heat_colour(static_cast<double>(i) / 255);
  for (int y = 0; y < frame.height; ++y) {
    const Between& v = rows[static_cast<std::size_t>(y)];
    const float* upper = heat.values.data() + std::ptrdiff_t{v.first} * heat.width;
    const float* lower = heat.values.data() + std::ptrdiff_t{v.second} * heat.width;
    const std::uint8_t* from = frame.row(y);
    std::uint8_t* to = result.row(y);
    for (const Between& h : columns) {
      const double above = std::lerp(upper[h.first], upper[h.second], h.share);
      const double below = std::lerp(lower[h.first], lower[h.second], h.share);
      const double value = std::clamp(std::lerp(above, below, v.share), 0.0, 1.0);
      const auto& colour = colours[static_cast<std::size_t>(std::lround(255 * value))];
      for (std::size_t c = 0; c < 3; ++c) {
        const double seen = from[frame.channels == 1 ? 0 : c];
        *to++ = to_byte(std::lerp(seen, static_cast<double>(colour[c]), kMaxOpaque * value));
      }
      from += frame.channels;
    }
  }
  return result;
}

}  // namespace baseline
