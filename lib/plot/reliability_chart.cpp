#include "plot/reliability_chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "plot/axes.h"

namespace plot {
namespace {

constexpr double kReliabilityWidth = 420;
constexpr double kReliabilityLeft = 62;
constexpr double kReliabilityRight = 406;

double all_rows(const ReliabilityChart& chart) {
  double rows = 0;
  for (const ReliabilityPoint& bin : chart.bins) rows += bin.rows;
  return rows;
}

void draw_curve(Svg& svg, const ReliabilityChart& chart) {
  const Axes axes({kReliabilityLeft, 12}, {kReliabilityRight, 270}, {0, 1}, {0, 1});
  axes.draw(svg, "", "accuracy");
  svg.line(axes.at(0, 0), axes.at(1, 1), {.opacity = 0.5, .dash = "4 4"});
  std::vector<Place> curve;
  for (const ReliabilityPoint& bin : chart.bins) {
    if (bin.rows > 0) curve.push_back(axes.at(bin.confidence, bin.accuracy));
  }
  svg.polyline(curve, {.colour = colour(0), .width = 2});
  for (const ReliabilityPoint& bin : chart.bins) {
    if (bin.rows == 0) continue;
    // Bins with few rows have small dots.
    const double radius = std::clamp(10 * bin.rows / all_rows(chart) * 2, 2.5, 7.0);
    svg.circle(axes.at(bin.confidence, bin.accuracy), radius, {.colour = colour(0)},
               fmt::format("confidence {:.2f}, accuracy {:.2f}, {:.0f} rows", bin.confidence, bin.accuracy, bin.rows));
  }
}

void draw_histogram(Svg& svg, const ReliabilityChart& chart) {
  const double rows = std::max(1.0, all_rows(chart));
  double most = 0;
  for (const ReliabilityPoint& bin : chart.bins) most = std::max(most, bin.rows / rows);
  const Axes axes({kReliabilityLeft, 310}, {kReliabilityRight, 370}, {0, 1}, {0, most > 0.5 ? 1 : 0.5});
  axes.draw(svg, "confidence (largest probability)", "", true);
  svg.upward_text({22, 340}, "share");
  const double width =
      (kReliabilityRight - kReliabilityLeft) / static_cast<double>(std::max<std::size_t>(1, chart.bins.size()));
  for (std::size_t i = 0; i < chart.bins.size(); ++i) {
    if (chart.bins[i].rows == 0) continue;
    const double y = axes.y(chart.bins[i].rows / rows);
    svg.rectangle({kReliabilityLeft + width * static_cast<double>(i) + 0.5, y}, width - 1, 370 - y,
                  {.colour = colour(0), .opacity = 0.9});
  }
}

}  // namespace

std::string reliability_chart(const ReliabilityChart& chart) {
  Svg svg(kReliabilityWidth, 420, chart.title, chart.description);
  draw_curve(svg, chart);
  draw_histogram(svg, chart);
  return std::move(svg).finish();
}

}  // namespace plot
