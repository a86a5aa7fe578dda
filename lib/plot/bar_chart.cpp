#include "plot/bar_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plot {
namespace {

constexpr double kBarWidth = 420;
constexpr double kBarRow = 44;
constexpr double kBarTop = 10;
constexpr double kBarRight = 52;
constexpr double kBarWidestName = 160;
constexpr Ink kWhisker = {.width = 2};

double left_of(const BarChart& chart) {
  double widest = 40;
  for (const Bar& bar : chart.bars) widest = std::max({widest, text_width(bar.name), text_width(bar.note)});
  return std::min(widest, kBarWidestName) + 14;
}

void draw_whisker(Svg& svg, const Axes& axes, Range interval, double y) {
  constexpr double kBarCap = 5;
  const double low = axes.x(interval.low);
  const double high = axes.x(interval.high);
  svg.line({low, y}, {high, y}, kWhisker);
  for (const double x : {low, high}) svg.line({x, y - kBarCap}, {x, y + kBarCap}, kWhisker);
}

void draw_bar(Svg& svg, const Axes& axes, const Bar& bar, double y, int decimals) {
  const double left = axes.corner().x;
  const bool has_note = !bar.note.empty();
  svg.text({left - 8, y + (has_note ? -3 : kFontSize / 3)}, fitting_text(bar.name, kBarWidestName), Anchor::End);
  if (has_note) svg.text({left - 8, y + kFontSize}, fitting_text(bar.note, kBarWidestName), Anchor::End);
  const double text_x = axes.far_corner().x + 8;
  if (!bar.value || !std::isfinite(*bar.value)) {
    svg.text({text_x, y + kFontSize / 3}, "–", Anchor::Start);
    return;
  }
  std::string tip = fmt::format("{}: {:.{}f}", bar.name, *bar.value, decimals > 0 ? decimals + 1 : 0);
  if (bar.interval) tip += fmt::format(" ({:.3f} to {:.3f})", bar.interval->low, bar.interval->high);
  svg.rectangle({left, y - 9}, axes.x(*bar.value) - left, 18, {.colour = colour(0)}, tip);
  if (bar.interval) draw_whisker(svg, axes, *bar.interval, y);
  svg.text({text_x, y + kFontSize / 3}, fmt::format("{:.{}f}", *bar.value, decimals), Anchor::Start, true);
}

void draw_mark(Svg& svg, const Axes& axes, double value, const std::string& name, double below) {
  const double x = axes.x(value);
  svg.line({x, axes.corner().y}, {x, axes.far_corner().y}, {.colour = colour(1), .width = 2, .dash = "5 3"});
  if (!name.empty()) legend(&svg, {axes.corner().x, below}, kBarWidth, {{name, colour(1), "5 3"}});
}

}  // namespace

std::string bar_chart(const BarChart& chart) {
  const double bottom = kBarTop + kBarRow * static_cast<double>(chart.bars.size());
  const double below = bottom + 48;
  const bool has_legend = chart.mark && !chart.mark_name.empty();
  Svg svg(kBarWidth, below + (has_legend ? 24 : 0), chart.title, chart.description);
  const Axes axes({left_of(chart), kBarTop}, {kBarWidth - kBarRight, bottom}, chart.x, {0, 0});
  const std::vector<double> marks = ticks(chart.x.low, chart.x.high);
  for (const double tick : marks) {
    svg.line({axes.x(tick), kBarTop}, {axes.x(tick), bottom}, {.opacity = 0.15, .width = 1});
    svg.text({axes.x(tick), bottom + kFontSize + 6}, tick_label(tick, marks.size() > 1 ? marks[1] - marks[0] : 1));
  }
  svg.text({(axes.corner().x + axes.far_corner().x) / 2, bottom + 2 * kFontSize + 12}, chart.x_label);
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    draw_bar(svg, axes, chart.bars[i], kBarTop + kBarRow * (static_cast<double>(i) + 0.5), chart.decimals);
  }
  if (chart.mark) draw_mark(svg, axes, *chart.mark, chart.mark_name, below);
  return std::move(svg).finish();
}

std::string histogram(const Histogram& chart) {
  const auto bins = static_cast<std::size_t>(std::max(1, chart.bins));
  std::vector<double> counts(bins);
  const double width = (chart.x.high - chart.x.low) / static_cast<double>(bins);
  for (const double value : chart.values) {
    if (std::isnan(value)) continue;
    const double bin = std::clamp(std::floor((value - chart.x.low) / width), 0.0, static_cast<double>(bins - 1));
    counts[static_cast<std::size_t>(bin)] += 1;
  }
  constexpr double kBarBottom = 230;
  const bool has_legend = chart.mark && !chart.mark_name.empty();
  Svg svg(kBarWidth, kBarBottom + 48 + (has_legend ? 24 : 0), chart.title, chart.description);
  const Range y = round_range({0, std::max(1.0, *std::ranges::max_element(counts))});
  const Axes axes({62, kBarTop}, {kBarWidth - 14, kBarBottom}, chart.x, y);
  axes.draw(svg, chart.x_label, chart.y_label);
  for (std::size_t i = 0; i < bins; ++i) {
    if (counts[i] == 0) continue;
    const double from = chart.x.low + width * static_cast<double>(i);
    const Place corner = axes.at(from, counts[i]);
    svg.rectangle(corner, axes.x(from + width) - corner.x - 1, kBarBottom - corner.y,
                  {.colour = colour(0), .opacity = 0.9},
                  fmt::format("{:.4g} to {:.4g}: {}", from, from + width, counts[i]));
  }
  if (chart.mark) draw_mark(svg, axes, *chart.mark, chart.mark_name, kBarBottom + 48);
  return std::move(svg).finish();
}

}  // namespace plot
