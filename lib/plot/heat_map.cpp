#include "plot/heat_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "plot/svg.h"

namespace plot {
namespace {

constexpr double kMapWidth = 420;
constexpr double kMapCellHeight = 58;
constexpr double kMapTop = 62;
constexpr double kMapWidestName = 120;

std::string shown(double count) {
  return std::floor(count) == count ? fmt::format("{:.0f}", count) : fmt::format("{:.1f}", count);
}

/// A name, on two lines if it is too wide and can be broken.
std::vector<std::string> lines_of(const std::string& name, double width) {
  const std::size_t middle = name.find_first_of(" -_/", name.size() / 3);
  if (text_width(name) <= width || middle == std::string::npos) return {fitting_text(name, width)};
  return {fitting_text(name.substr(0, middle + 1), width), fitting_text(name.substr(middle + 1), width)};
}

/// Draws one or two lines of text around a place.
void draw_name(Svg& svg, Place place, const std::string& name, double width, Anchor anchor) {
  constexpr double kMapLine = kFontSize + 2;
  const std::vector<std::string> lines = lines_of(name, width);
  double y = place.y + kFontSize / 3 - kMapLine / 2 * static_cast<double>(lines.size() - 1);
  for (const std::string& line : lines) {
    svg.text({place.x, y}, line, anchor);
    y += kMapLine;
  }
}

void draw_cell(Svg& svg, const HeatMap& chart, std::size_t i, std::size_t j, Place corner, double width) {
  const double row = std::accumulate(chart.counts[i].begin(), chart.counts[i].end(), 0.0);
  const double share = row > 0 ? chart.counts[i][j] / row : 0;
  const std::string tip = fmt::format("{} {}, {} {}: {}", chart.row_label, chart.names[i], chart.column_label,
                                      chart.names[j], shown(chart.counts[i][j]));
  // At most 0.6, so that text on it is legible in light and dark mode.
  svg.rectangle({corner.x + 1, corner.y + 1}, width - 2, kMapCellHeight - 2,
                {.colour = colour(0), .opacity = 0.06 + 0.54 * share}, tip);
  const Place middle = {corner.x + width / 2, corner.y + kMapCellHeight / 2};
  svg.text({middle.x, middle.y - 3}, shown(chart.counts[i][j]), Anchor::Middle, i == j);
  svg.text({middle.x, middle.y + kFontSize + 1}, fmt::format("{:.0f}%", share * 100));
}

}  // namespace

std::string heat_map(const HeatMap& chart) {
  const std::size_t n = chart.names.size();
  double left = 40;
  for (const std::string& name : chart.names) left = std::max(left, std::min(text_width(name), kMapWidestName));
  left += 34;
  const double cell = (kMapWidth - left - 4) / static_cast<double>(std::max<std::size_t>(1, n));
  const double bottom = kMapTop + kMapCellHeight * static_cast<double>(n);
  Svg svg(kMapWidth, bottom + 8, chart.title, chart.description);
  svg.text({left + cell * static_cast<double>(n) / 2, kFontSize + 2}, chart.column_label, Anchor::Middle, true);
  svg.upward_text({kFontSize, (kMapTop + bottom) / 2}, chart.row_label);
  for (std::size_t i = 0; i < n; ++i) {
    const double y = kMapTop + kMapCellHeight * static_cast<double>(i);
    draw_name(svg, {left - 8, y + kMapCellHeight / 2}, chart.names[i], kMapWidestName, Anchor::End);
    draw_name(svg, {left + cell * (static_cast<double>(i) + 0.5), kMapTop - 20}, chart.names[i], cell - 4,
              Anchor::Middle);
    for (std::size_t j = 0; j < n; ++j) {
      draw_cell(svg, chart, i, j, {left + cell * static_cast<double>(j), y}, cell);
    }
  }
  return std::move(svg).finish();
}

}  // namespace plot
