#include "plot/axes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plot {
namespace {

constexpr Ink kGrid = {.opacity = 0.15, .width = 1};
constexpr Ink kAxis = {.opacity = 0.6, .width = 1};

double round_distance(double span, int most) {
  const double least = span / std::max(1, most - 1);
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= least * (1 - 1e-9)) return step * power;
  }
  return 10 * power;
}

double part(double value, Range range) {
  if (range.high <= range.low) return 0.5;
  return std::clamp((value - range.low) / (range.high - range.low), 0.0, 1.0);
}

/// As many ticks as there is room for.
int max_ticks(double pixels, double each) { return std::clamp(static_cast<int>(pixels / each) + 1, 2, 6); }

double distance_of(const std::vector<double>& marks) { return marks.size() > 1 ? marks[1] - marks[0] : 1; }

}  // namespace

std::vector<double> ticks(double low, double high, int most) {
  if (!(high > low)) return {low};
  const double distance = round_distance(high - low, most);
  std::vector<double> marks;
  const double first = std::ceil(low / distance - 1e-9);
  const double last = std::floor(high / distance + 1e-9);
  const int count = std::clamp(static_cast<int>(last - first) + 1, 0, most);
  marks.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) marks.push_back((first + i) * distance + 0.0);
  return marks;
}

std::string tick_label(double tick, double distance) {
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(distance) - 1e-9)), 0, 9);
  return fmt::format("{:.{}f}", tick, decimals);
}

Range round_range(const std::vector<double>& values) {
  std::vector<double> finite;
  std::ranges::copy_if(values, std::back_inserter(finite), [](double value) { return std::isfinite(value); });
  if (finite.empty()) return {};
  const auto [low, high] = std::ranges::minmax(finite);
  if (high == low) return {low - 0.5, high + 0.5};
  const double distance = round_distance(high - low, 6);
  return {std::floor(low / distance + 1e-9) * distance, std::ceil(high / distance - 1e-9) * distance};
}

double Axes::x(double value) const { return corner_.x + part(value, x_) * (far_.x - corner_.x); }
double Axes::y(double value) const { return far_.y - part(value, y_) * (far_.y - corner_.y); }

void Axes::draw(Svg& svg, const std::string& x_label, const std::string& y_label, bool numbers_below) const {
  const std::vector<double> across =
      numbers_below ? ticks(x_.low, x_.high, max_ticks(far_.x - corner_.x, 50)) : std::vector<double>{};
  const std::vector<double> up = ticks(y_.low, y_.high, max_ticks(far_.y - corner_.y, 30));
  double widest = 0;
  for (const double tick : up) {
    const std::string label = tick_label(tick, distance_of(up));
    widest = std::max(widest, text_width(label));
    svg.line({corner_.x, y(tick)}, {far_.x, y(tick)}, kGrid);
    svg.text({corner_.x - 7, y(tick) + kFontSize / 3}, label, Anchor::End);
  }
  for (const double tick : across) {
    svg.line({x(tick), corner_.y}, {x(tick), far_.y}, kGrid);
    svg.text({x(tick), far_.y + kFontSize + 6}, tick_label(tick, distance_of(across)));
  }
  svg.line({corner_.x, far_.y}, far_, kAxis);
  svg.line(corner_, {corner_.x, far_.y}, kAxis);
  if (!x_label.empty()) svg.text({(corner_.x + far_.x) / 2, far_.y + 2 * kFontSize + 12}, x_label);
  if (!y_label.empty()) svg.upward_text({corner_.x - widest - 16, (corner_.y + far_.y) / 2}, y_label);
}

double legend(Svg* svg, Place corner, double width, const std::vector<LegendEntry>& entries) {
  constexpr double kSample = 24;
  constexpr double kGap = 16;
  constexpr double kLine = 20;
  Place at = {corner.x, corner.y + kLine / 2};
  for (const LegendEntry& entry : entries) {
    const double needs = kSample + 6 + text_width(entry.name);
    if (at.x > corner.x && at.x + needs > corner.x + width) at = {corner.x, at.y + kLine};
    if (svg != nullptr) {
      svg->line(at, {at.x + kSample, at.y}, {.colour = entry.colour, .width = 3, .dash = entry.dash});
      svg->text({at.x + kSample + 6, at.y + kFontSize / 3}, entry.name, Anchor::Start);
    }
    at.x += needs + kGap;
  }
  return entries.empty() ? 0 : at.y + kLine / 2 - corner.y;
}

}  // namespace plot
