#include "plot/line_chart.h"

#include <fmt/format.h>

#include <cmath>

namespace plot {
namespace {

constexpr double kLineWidth = 420;
constexpr double kLineBodyHeight = 290;
constexpr double kLineLeft = 62;
constexpr double kLineAxisHeight = 46;

bool is_finite(const LinePoint& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

Range x_range(const LineChart& chart) {
  if (chart.x) return *chart.x;
  std::vector<double> values;
  for (const Line& line : chart.lines) {
    for (const LinePoint& point : line.points) values.push_back(point.x);
  }
  return round_range(values);
}

Range y_range(const LineChart& chart) {
  if (chart.y) return *chart.y;
  std::vector<double> values;
  for (const Line& line : chart.lines) {
    for (const LinePoint& point : line.points) {
      values.push_back(point.y);
      if (point.band) values.insert(values.end(), {point.band->low, point.band->high});
    }
  }
  return round_range(values);
}

void draw_band(Svg& svg, const Axes& axes, const Line& line, std::size_t series) {
  std::vector<Place> upper;
  std::vector<Place> lower;
  for (const LinePoint& point : line.points) {
    if (!is_finite(point) || !point.band) continue;
    upper.push_back(axes.at(point.x, point.band->high));
    lower.push_back(axes.at(point.x, point.band->low));
  }
  upper.insert(upper.end(), lower.rbegin(), lower.rend());
  if (upper.size() > 2) svg.polygon(upper, {.colour = colour(series), .opacity = 0.18});
}

void draw_line(Svg& svg, const Axes& axes, const Line& line, std::size_t series, bool markers) {
  std::vector<Place> places;
  for (const LinePoint& point : line.points) {
    if (is_finite(point)) places.push_back(axes.at(point.x, point.y));
  }
  svg.polyline(places, {.colour = colour(series), .width = 2, .dash = dash(series)});
  if (!markers) return;
  for (const LinePoint& point : line.points) {
    if (!is_finite(point)) continue;
    svg.circle(axes.at(point.x, point.y), 3.5, {.colour = colour(series)},
               fmt::format("{}: {:.4g}, {:.4g}", line.name, point.x, point.y));
  }
}

}  // namespace

std::string line_chart(const LineChart& chart) {
  std::vector<LegendEntry> names;
  for (std::size_t i = 0; i < chart.lines.size(); ++i) {
    if (!chart.lines[i].name.empty()) names.push_back({chart.lines[i].name, colour(i), dash(i)});
  }
  const Place below = {kLineLeft, kLineBodyHeight + kLineAxisHeight};
  const double height = below.y + legend(nullptr, below, kLineWidth - kLineLeft, names) + 8;
  Svg svg(kLineWidth, height, chart.title, chart.description);
  const Axes axes({kLineLeft, 12}, {kLineWidth - 14, kLineBodyHeight}, x_range(chart), y_range(chart));
  axes.draw(svg, chart.x_label, chart.y_label);
  if (chart.diagonal) {
    svg.line({axes.corner().x, axes.far_corner().y}, {axes.far_corner().x, axes.corner().y},
             {.opacity = 0.5, .dash = "4 4"});
  }
  for (std::size_t i = 0; i < chart.lines.size(); ++i) draw_band(svg, axes, chart.lines[i], i);
  for (std::size_t i = 0; i < chart.lines.size(); ++i) draw_line(svg, axes, chart.lines[i], i, chart.markers);
  legend(&svg, below, kLineWidth - kLineLeft, names);
  return std::move(svg).finish();
}

}  // namespace plot
